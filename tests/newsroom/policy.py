"""What is answered to whom at every address: one line a route, and every cell of it a test.

`test_walk.py` takes every route of the URL resolver, as each of ACTORS, for everything its address
can name (`things.py`; a story in each of STATES), and compares what GET and POST answer with what
stands here. It is written after the roles, not after the code: nothing here asks the code's tables.

A new route fails a test until it has its line:

- A page of its own gets a line in ROUTES. `names` is the sort of thing in `things.py` that its
  address or its form names ("-": none). GET and POST say what is answered: `page` (200), `away` (a
  redirect), `done` (written, see WRITES), `refused` (said so, and nothing done), `405`, `absent`
  (404), `closed` (403); each perhaps `if` the actor has a letter for the thing, `else` the next.
  Who lacks every letter is sent to log in, or finds the page closed, or, where they may know that
  there are such things but not of this one, absent. `as NAME` takes the answer from READERS,
  `choose NAME` from CHOICES. New letters for new things get a row in OTHERS, or in FRONTS where
  an editor's desk matters.
- A model in the admin gets a line in PARTS, which makes its six routes.
- A verb of a story gets a line in VERBS.
- What nobody has to log in for is not below the desk, or names a sort of thing of DOORS.

What is typed into forms stands in `typed.py`: a form that needs nothing needs no line there.
Static files have no route: WhiteNoise answers for them before the resolver is asked.
"""

from people.user_roles import UserRole

# Who asks: the roles of the account, and under which names the tables know it, the closest first.
# Who signs stands in the by-lines of every story.
ACTORS: dict[str, tuple[list[UserRole], list[str]]] = {
    "anonymous": ([], ["outside"]),
    "no role": ([], []),
    "creator": ([UserRole.REPORTER], ["creator", "own", "reporter"]),
    "by-line": ([UserRole.REPORTER], ["own", "reporter"]),
    "assignee": ([UserRole.REPORTER], ["own", "reporter"]),
    "reporter": ([UserRole.REPORTER], ["reporter"]),
    "copy editor": ([UserRole.COPY_EDITOR], ["copy editor"]),
    "editor": ([UserRole.EDITOR], ["desk", "editor"]),
    "signing editor": ([UserRole.EDITOR], ["signing editor", "desk", "editor"]),
    "editor elsewhere": ([UserRole.EDITOR], ["elsewhere", "editor"]),
    "publisher": ([UserRole.PUBLISHER], ["publisher"]),
    "signing publisher": ([UserRole.PUBLISHER], ["signing publisher", "publisher"]),
    "admin": ([UserRole.ADMIN], ["admin"]),
    "superuser": ([], ["superuser"]),
}
STATES = {
    "dra": "draft",
    "rev": "in review",
    "app": "approved",
    "emb": "approved, under embargo",
    "sch": "scheduled",
    "liv": "live",
    "l+d": "live, with a newer draft",
    "l+r": "live, with a change in review",
    "bre": "live as breaking, not reviewed",
    "wit": "withdrawn",
    "ret": "retracted",
}

# v reads the story, c changes it too. Own: who created it, signs it, or has been given it to write.
READING = """
                 |dra|rev|app|emb|sch|liv|l+d|l+r|bre|wit|ret
own              |vc |v  |v  |v  |v  |v  |v  |v  |v  |v  |v
copy editor      |   |vc |   |   |   |   |   |v  |   |   |
desk             |vc |vc |vc |vc |vc |vc |vc |vc |vc |vc |vc
publisher        |vc |vc |vc |vc |vc |vc |vc |vc |vc |vc |vc
"""

# X: it has its button, and pressing that does it. x: no button, but done when asked for. =: done
# already, and answered so. b: a button, but refused. Nothing: refused. 2: a second person does it.
VERBS = """
                 |dra|rev|app|emb|sch|liv|l+d|l+r|bre|wit|ret| who
submit           |X  |   |   |   |   |   |X  |   |   |   |   | own desk publisher
approve          |   |X  |   |   |   |   |   |X  |   |   |   | desk publisher 2
correct          |   |   |   |   |   |X  |X  |X  |   |X  |X  | publisher 2
publish          |   |   |X  |b  |=  |=  |   |   |=  |   |=  | publisher 2
schedule         |   |   |X  |X  |=  |=  |   |   |=  |   |=  | publisher 2
breaking         |X  |X  |X  |   |=  |=  |X  |X  |=  |   |=  | publisher
review           |   |   |   |   |   |   |   |   |X  |   |   | desk publisher 2
return           |   |X  |X  |X  |   |   |   |X  |   |   |   | desk publisher
reschedule       |   |   |   |   |X  |   |   |   |   |   |   | publisher 2
cancel           |   |   |   |   |X  |   |   |   |   |   |   | publisher
embargo          |X  |X  |X  |x  |   |   |   |   |   |X  |   | publisher 2
lift             |   |   |   |X  |   |   |   |   |   |   |   | publisher 2
withdraw         |   |   |   |   |   |X  |X  |X  |X  |   |X  | publisher
retract          |   |   |   |   |   |X  |X  |X  |X  |   |   | publisher
reinstate        |   |   |   |   |   |   |   |   |   |X  |X  | publisher 2
rollback         |   |   |   |   |   |   |X  |X  |   |   |   | publisher 2
withhold         |   |   |   |   |   |   |X  |X  |   |x  |X  | publisher
"""

# What a form does with a story that it chooses. X: for who has the form; v: who reads it besides.
CHOICES = """
                 |dra|rev|app|emb|sch|liv|l+d|l+r|bre|wit|ret
place            |   |   |   |   |v  |X  |X  |X  |X  |   |
propose          |   |   |   |   |   |v  |v  |v  |v  |   |v
"""

# What readers get of it. p: the page. >: sent on to another. g: it is gone. Nothing: no such page.
READERS = """
                 |dra|rev|app|emb|sch|liv|l+d|l+r|bre|wit|ret
article          |   |   |   |   |   |p  |p  |p  |p  |g  |p
card             |   |   |   |   |   |   |   |   |   |g  |
editions         |   |   |   |   |   |p  |p  |p  |p  |g  |p
first edition    |   |   |   |   |   |>  |p  |p  |>  |g  |p
first to second  |   |   |   |   |   |   |p  |p  |   |g  |p
entry            |   |   |   |   |   |p  |p  |p  |p  |   |
picture          |p  |p  |p  |p  |p  |p  |p  |p  |p  |g  |p
changes          |   |   |   |   |   |p  |p  |p  |p  |   |p
"""

# L the list, N new ones. What a list can do with a record is done (A), or was done already (D), or
# is refused (B), or one is sent on (E). Of one record: v look, c change, d delete, m merge, p press
# its button, k know of it and no more. A line with a colon is for some records, before that of all.
PARTS = """
                              |reporter|copy editor|editor|publisher|admin |superuser
articles_article              |LN      |L          |LN    |LN       |      |
articles_correction           |LNv     |LNv        |LNvc  |LNvcA    |      |LNvc
articles_correction: approved |LNv     |LNv        |LNv   |LNvD     |      |LNv
articles_edition              |        |           |Lv    |Lv       |      |Lv
articles_event                |        |           |      |Lv       |Lv    |Lv
articles_image                |LNv     |LNvc       |LNvc  |LNvc     |      |LNvc
articles_page                 |        |           |      |LNvcd    |      |LNvcd
articles_section              |Lv      |Lv         |Lv    |Lv       |LNvcdA|LNvcdA
articles_section: in use      |Lv      |Lv         |Lv    |Lv       |LNvcA |LNvcA
articles_tag                  |LNv     |LNvc       |LNvc  |LNvc     |      |LNvc
people_organization           |LNv     |LNvc       |LNvcm |LNvcm    |      |LNvc
people_person                 |LNv     |LNvc       |LNvcm |LNvcm    |      |LNvc
people_quote                  |LNE     |LNE        |LNE   |LNvcA    |      |LN
people_quote: of a draft      |LNEv    |LNEvc      |LNvcA |LNvcA    |      |LN
people_quote: printed         |LNEv    |LNEvc      |LNvcA |LNvcA    |      |LN
people_role                   |Lv      |Lv         |Lv    |Lv       |      |Lv
people_user                   |        |           |      |         |LNvcA |LNvcA
people_user: superuser        |        |           |      |         |LNvB  |LNvcB
"""
# What is no model of the admin.
OTHERS = """
                              |reporter|copy editor|editor|publisher|admin |superuser
answer                        |        |           |      |A        |      |
completion: accounts          |        |           |      |         |v     |v
completion: people            |v       |v          |v     |v        |      |v
completion: stories           |v       |v          |v     |v        |      |
past                          |        |           |L     |L        |      |L
proposal                      |N       |N          |N     |N        |      |N
questions                     |L       |L          |L     |L        |      |L
quote: approve one printed    |k       |k          |p     |p        |      |
quote: discard one printed    |k       |k          |k     |k        |      |
quote: discard one’s own      |        |           |      |p        |      |
quote: verify one of a draft  |k       |k          |p     |p        |      |
quote: verify one’s own       |        |           |      |p        |      |
report                        |        |           |L     |L        |      |
"""
FRONTS = """
                              |own     |desk       |elsewhere |publisher
front                         |        |L          |L         |L
front: section                |        |Lv         |Lk        |Lv
home                          |        |L          |L         |L
placement                     |        |Lv         |Lv        |Lv
placement: section            |        |Lv         |L         |Lv
similar                       |        |S          |          |S
similar: to one elsewhere     |        |           |vS        |vS
similar: hidden, to one there |        |           |R         |vR
similar: hidden, to one here  |R       |R          |          |vR
"""
DOORS = """
                              |outside |inside
door                          |o       |i
link: good                    |g       |g
"""
# Of what one has added, or signed.
OWN = """
                              |creator |signing editor|signing publisher
articles_correction           |LNv     |LNvc          |LNvcB
articles_correction: approved |LNv     |LNv           |LNvB
people_organization: one’s own|LNvc    |LNvcm         |LNvcm
people_person: one’s own      |LNvc    |LNvcm         |LNvcm
people_quote: of a draft      |LNEv    |LNvcB         |LNvcB
people_quote: one’s own       |LNEvc   |LNE           |LNvcA
people_quote: printed         |LNEv    |LNvcB         |LNvcB
quote: discard one’s own      |p       |              |p
quote: verify one of a draft  |k       |k             |k
quote: verify one’s own       |k       |              |p
"""

# Words in capitals stand for what is said before the table.
STORY = "/<section>/<year>/<month>/<day>/<slug>/"
SIMILAR = "done if S else refused if R else refused if v else absent"
DIFF = "/desk/articles/article/<pk>/versions/<first>/diff/<second>/"
ROUTES = """
/ | - | page | 405
/robots.txt | - | page | 405
/healthz | - | page | 405
/archive/ | - | page | 405
/archive/<year>/ | day | page | 405
/archive/<year>/<month>/ | day | page | 405
/archive/<year>/<month>/<day>/ | day | page | 405
/about/ | - | page | 405
/about/<slug>/ | leaf | page | 405
/corrections/ | - | page | 405
/corrections/feed/ | - | page | 405
/corrections/feed.json | - | page | 405
/sitemap.xml | - | page | 405
/sitemap-<number>.xml | sitemap | page | 405
/news-sitemap.xml | - | page | 405
/feed/ | - | page | 405
/feed.json | - | page | 405
/<slug>/ | shelf | page | 405
/<slug>/feed/ | shelf | page | 405
/<slug>/feed.json | shelf | page | 405
/search/ | - | page | 405
/search/suggest/ | - | page | 405
/media/<name> | picture | as picture | 405
/media/<content>/<crop>-<width>.<extension> | picture | as picture | 405
/topics/<slug>/ | topic | as entry | 405
/topics/<slug>/feed/ | topic | as entry | 405
/topics/<slug>/feed.json | topic | as entry | 405
/people/<slug>/ | person | as entry | 405
/people/<slug>/feed/ | person | as entry | 405
/people/<slug>/feed.json | person | as entry | 405
/people/<slug>/quotes.csv | person | as entry | 405
/people/<slug>/quotes.json | person | as entry | 405
/organizations/<slug>/ | organization | as entry | 405
STORY | address | as article | 405
STORYninjs.json | address | as article | 405
STORYcard-<digest>.png | address | as card | 405
STORYeditions/ | address | as editions | 405
STORYeditions/<number>/ | address | as first edition | 405
STORYeditions/<first>/diff/<second>/ | address | as first to second | 405
/desk/ | - | page | page
/desk/<app_label>/ | - | away | away
/desk/<url> | - | absent | absent
/desk/login/ | door | page if o else away | done
/desk/logout/ | door | 405 if i else away | done if i else away
/desk/password_change/ | - | page | done
/desk/password_change/done/ | - | page | 405
/desk/password_reset/ | door | page | away
/desk/password_reset/sent/ | door | page | 405
/desk/password_reset/set/ | door | page | 405
/desk/password_reset/<uidb64>/<token>/ | link | away if g else page | done if g else page
/desk/autocomplete/ | completion | page if v | 405
/desk/jsi18n/ | - | page | 405
/desk/as-of/<time>/<path> | past | as article if L else absent | 405
/desk/fronts/ | front | page if L | 405
/desk/fronts/home/ | home | page if L | choose place if L
/desk/fronts/section/<slug>/ | front | page if v | done if v
/desk/fronts/placement/<pk>/displace/ | placement | 405 | done if v
/desk/sources/ | report | page if L | 405
/desk/sources/export/ | report | page if L | 405
/desk/register/organization/<pk>/merge/ | people_organization | page if m | done if m
/desk/register/person/<pk>/merge/ | people_person | page if m | done if m
/desk/people/quote/<pk>/do/<name>/ | quote | 405 | done if p else refused if k else absent
/desk/people/user/<id>/password/ | people_user | page if c | done if c
/desk/articles/article/quotes.json | questions | page if L | 405
/desk/articles/article/tags.json | questions | page if L | 405
/desk/articles/article/check/ | articles_article | 405 | page if N
/desk/articles/article/<pk>/check/ | articles_article | 405 | page if c else closed if v else absent
/desk/articles/article/<pk>/answers/ | answer | 405 | done if A else refused if v else absent
/desk/articles/article/<pk>/similar/ | similar | page if v else page if R else absent | SIMILAR
/desk/articles/article/<pk>/preview/ | articles_article | page if v else absent | 405
/desk/articles/article/<pk>/history/ | articles_article | page if v else absent | 405
/desk/articles/article/<pk>/changes/ | articles_article | as changes if v else absent | 405
/desk/articles/article/<pk>/versions/ | articles_article | away if v else absent | 405
DIFF | articles_article | page if v else absent | 405
/desk/articles/article/<pk>/do/<name>/ | verb | verb | verb
/desk/articles/correction/add/ | proposal | page if N | choose propose if N
/desk/articles/event/export/ | articles_event | page if L | page if L
/desk/articles/section/ | articles_section | page if L | done if A
"""
LISTED = "done if A else again if D else refused if B else away if E else page if L"
# The six routes of a model that the admin keeps; ROUTES may say otherwise of one.
OF_A_PART = """
{}/ | {names} | page if L | LISTED
{}/add/ | {names} | page if N | done if N
{}/<object_id>/ | {names} | away | away
{}/<object_id>/change/ | {names} | page if v | done if c
{}/<object_id>/delete/ | {names} | page if d | done if d
{}/<object_id>/history/ | {names} | page if v | page if v
"""
# Where a POST that is done leaves a row, if not in the table that is called like what it names.
WRITES = {
    "-": ["people_user"],
    "answer": ["articles_event"],
    "door": ["django_session"],
    "front": ["articles_placement"],
    "home": ["articles_placement"],
    "link": ["people_user"],
    "people_user": ["people_user", "django_admin_log"],
    "placement": ["articles_placement"],
    "proposal": ["articles_correction"],
    "quote": ["articles_event"],
    "similar": ["articles_event"],
    "verb": ["articles_event"],
}


def verbs() -> list[str]:
    """Return the verbs that VERBS has a line for."""
    return [line.split("|")[0].strip() for line in VERBS.strip("\n").splitlines()[1:]]
