"""Everything that readers can ask for, found through the URL resolver, in a newsroom with secrets.

A route without a sample fails a test, so whoever adds an address adds one here, and all that is
asked of every surface is asked of it: no cookie, no leak, no working copy, no wrong header.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from articles import cards
from articles.models import Address, Article, Edition, Image, Section, Tag
from people.models import Organization, Person
from tests import factories

# Stands in the name of everything, and in every text, that no reader may find.
CANARY = "CANARY"


@dataclass
class Newsroom:
    """What stands in it, and the addresses under which a reader must find nothing."""

    section: Section
    live: Edition
    retracted: Edition
    withdrawn: Edition
    corrected: Edition
    tag: Tag
    person: Person
    organization: Organization
    image: Image
    older: str = ""
    moved: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def today() -> date:
    """Return the day on which every story of the newsroom is published."""
    return timezone.localdate()


SAMPLES: dict[str, Callable[[Newsroom], list[str]]] = {
    "home": lambda n: ["/", f"/?before={n.older}"],
    "section": lambda n: [n.section.get_absolute_url()],
    "article": lambda n: [n.live.path, n.retracted.path],
    "ninjs": lambda n: [f"{n.live.path}ninjs.json", f"{n.retracted.path}ninjs.json"],
    "card": lambda n: [cards.path(n.corrected)],
    "quotes_json": lambda n: [f"{n.person.get_absolute_url()}quotes.json"],
    "quotes_csv": lambda n: [f"{n.person.get_absolute_url()}quotes.csv"],
    "editions": lambda n: [f"{n.corrected.path}editions/", f"{n.live.path}editions/"],
    "edition": lambda n: [f"{n.corrected.path}editions/2/"],
    "diff": lambda n: [f"{n.corrected.path}editions/{pair}/" for pair in ("2/diff/3", "3/diff/2")],
    "archive": lambda n: ["/archive/"],
    "archive_year": lambda n: [f"/archive/{today():%Y}/"],
    "archive_month": lambda n: [f"/archive/{today():%Y/%m}/"],
    "archive_day": lambda n: [f"/archive/{today():%Y/%m/%d}/"],
    "about": lambda n: ["/about/"],
    "page": lambda n: ["/about/ethics/"],
    "corrections": lambda n: ["/corrections/", f"/corrections/?before={n.older}"],
    "search": lambda n: [f"/search/?q={word}" for word in ("", "talks", "headline", "monday")],
    "suggest": lambda n: ["/search/suggest/?q=canary", "/search/suggest/?q=Jo"],
    "topic": lambda n: [n.tag.get_absolute_url()],
    "person": lambda n: [n.person.get_absolute_url()],
    "organization": lambda n: [n.organization.get_absolute_url()],
    "media": lambda n: [n.image.get_absolute_url()],
    "rendition": lambda n: [f"/media/{n.image.file.name.split('.')[0]}/whole-8.avif"],
    "feed": lambda n: ["/feed/"],
    "feed_json": lambda n: ["/feed.json"],
    "section_feed": lambda n: [f"{n.section.get_absolute_url()}feed/"],
    "section_feed_json": lambda n: [f"{n.section.get_absolute_url()}feed.json"],
    "topic_feed": lambda n: [f"{n.tag.get_absolute_url()}feed/"],
    "topic_feed_json": lambda n: [f"{n.tag.get_absolute_url()}feed.json"],
    "person_feed": lambda n: [f"{n.person.get_absolute_url()}feed/"],
    "person_feed_json": lambda n: [f"{n.person.get_absolute_url()}feed.json"],
    "corrections_feed": lambda n: ["/corrections/feed/"],
    "corrections_feed_json": lambda n: ["/corrections/feed.json"],
    "sitemap": lambda n: ["/sitemap.xml"],
    "sitemap_file": lambda n: ["/sitemap-1.xml"],
    "news_sitemap": lambda n: ["/news-sitemap.xml"],
    "robots": lambda n: ["/robots.txt"],
    "healthz": lambda n: ["/healthz"],
}
# What no cache may keep.
UNCACHED = {"/healthz"}


def routes() -> list[str]:
    """Return the name of every route but those of the desk, from the URL resolver."""
    return list(_names(get_resolver().url_patterns))


def _names(patterns: list[URLPattern | URLResolver], prefix: str = ""):
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if path.startswith("desk/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns, path)
        else:
            yield pattern.name or f"/{path} has no name"


def urls(newsroom: Newsroom) -> list[str]:
    """Return an address of every route, each of which answers 200."""
    return [url for sample in SAMPLES.values() for url in sample(newsroom)]


def all_urls(newsroom: Newsroom) -> list[str]:
    """Return those, and addresses that are gone, have moved, are hidden or never were."""
    gone = [
        *(
            newsroom.withdrawn.path + rest
            for rest in ("", "editions/", "editions/1/", "ninjs.json", "card-0.png")
        ),
        *(newsroom.corrected.path + rest for rest in ("editions/1/", "editions/1/diff/2/")),
        "/nothing/",
        "/topics/nothing/",
    ]
    return [*urls(newsroom), *gone, *newsroom.moved, *newsroom.hidden]


def newsroom() -> Newsroom:
    """Set up a newsroom whose every secret says CANARY."""
    shelf = factories.section("World", description="The world.")
    speaker = factories.person("Joseph Aoun", private_note=f"{CANARY} note")
    force = factories.organization("Interim Force", short_name="UNIFIL")
    factories.role(speaker, "President", organization=force, started_on="2025-01-09")
    tag, picture = factories.tag("Blue Line"), factories.image()
    said = factories.quote(
        "Negotiation it is.", speaker, evidence_note=f"{CANARY} evidence", said_on="2025-12-06"
    )
    unnamed = factories.quote(
        anonymity_note=f"{CANARY} source", known_to=factories.user(username=f"{CANARY}-user")
    )
    story = {
        "section": shelf,
        "tags": [tag],
        "about_people": [speaker],
        "about_organizations": [force],
        "bylines": [factories.person("Ann Writer")],
    }
    live = factories.published(
        body=factories.quoting(said, unnamed),
        image=picture,
        slug="live",
        headline="Talks go on",
        **story,
    )
    withdrawn = factories.published(slug="withdrawn", **_secret("withdrawn", force))
    withdrawn.article.withdraw(factories.publisher(), "privacy", f"{CANARY} reason")
    made = Newsroom(
        shelf,
        live,
        factories.retracted(slug="retracted", headline="Taken back", **story),
        withdrawn,
        _corrected(shelf),
        tag,
        speaker,
        force,
        picture,
        older=f"{timezone.now().timestamp() * 1e6:.0f}-0",
    )
    _add_pages(made)
    _add_moved(made)
    _add_hidden(made)
    return made


def _add_pages(made: Newsroom) -> None:
    """Add pages of the newsroom itself, one of which is a draft."""
    factories.page("About us", slug="")
    factories.page("Ethics", body=factories.quoting(factories.quote()), policy="ethicsPolicy")
    draft = {"body": f"<p>{CANARY} page</p>", "policy": "masthead", "is_public": False}
    factories.page(f"{CANARY} page", slug="draft", **draft)
    made.hidden.append("/about/draft/")


def _secret(name: str, force: Organization) -> dict:
    """Return values of a story of which nothing may be read, and that share much with others."""
    someone = factories.person(f"{CANARY} {name} person")
    factories.role(someone, f"{CANARY} {name} title", organization=force, started_on="2025")
    return {
        "section": Section.objects.get(slug="world"),
        "headline": f"{CANARY} {name} headline",
        "summary": f"{CANARY} {name} summary",
        "kicker": f"{CANARY} {name} kicker",
        "bottom_line": f"{CANARY} {name} bottom line",
        "body": factories.quoting(factories.quote(f"{CANARY} {name} words", someone)),
        "tags": [factories.tag(f"{CANARY} {name} tag"), *Tag.objects.filter(slug="blue-line")],
        "about_people": [someone],
        "about_organizations": [factories.organization(f"{CANARY} {name} organization"), force],
        "image": factories.image(alt=f"{CANARY} {name} alt", caption=f"{CANARY} {name} caption"),
    }


def _corrected(shelf: Section) -> Edition:
    """Publish a story, put it right, and withhold its first edition."""
    first = factories.published(
        slug="corrected",
        section=shelf,
        headline=f"{CANARY} withheld headline",
        body=f"<p>{CANARY} withheld words</p>",
    )
    story = first.article
    second = factories.updated(story, headline="The harbour", body="<p>It opens on Monday.</p>")
    first.withhold(factories.publisher(), f"{CANARY} withheld reason")
    factories.correction(second, wrong="It was to open on Monday.", right="It opens on Tuesday.")
    return factories.updated(story, change="correction", body="<p>It opens on Tuesday.</p>")


def _add_hidden(made: Newsroom) -> None:
    """Add stories that nobody may know of, and their addresses, names and topics."""
    force, later = made.organization, factories.tomorrow()
    stories = [
        factories.draft(slug="draft", **_secret("draft", force)),
        factories.submitted(slug="submitted", **_secret("submitted", force)),
        factories.approved(slug="approved", **_secret("approved", force)),
        factories.approved(slug="embargo", embargo_until=later, **_secret("embargo", force)),
        factories.scheduled(slug="scheduled", **_secret("scheduled", force)).article,
        factories.cancelled(slug="cancelled", **_secret("cancelled", force)).article,
    ]
    for article in stories:
        made.hidden += _addresses_of(article)
    # A live story with a newer draft, and one whose next edition waits.
    newer = factories.published(slug="newer", section=made.section).article
    factories.edit(newer, **_secret("newer", force))
    waiting = factories.published(slug="waiting", section=made.section).article
    factories.ready(waiting, **_secret("waiting", force))
    waiting.publish(factories.publisher(), waiting.version, later, note=f"{CANARY} note")
    for article in (newer, waiting):
        made.hidden += _addresses_of(article)[2:]
        path = article.live_edition().path
        made.hidden += [path + rest for rest in ("editions/2/", "editions/1/diff/2/")]
    factories.correction(made.live, wrong=f"{CANARY} wrong", right=f"{CANARY} right")


def _addresses_of(article: Article) -> list[str]:
    """Return where a reader might look for a story, and for whom and what it names."""
    days = (timezone.localdate(), timezone.localdate() + timedelta(days=1))
    tags = article.tags.filter(name__startswith=CANARY)
    organizations = article.about_organizations.filter(name__startswith=CANARY)
    quoted = [person.get_absolute_url() for person in article.about_people.all()]
    fed = [e.get_absolute_url() for e in (*article.about_people.all(), *tags)]
    return [
        *(
            f"/{article.section.slug}/{day:%Y/%m/%d}/{article.slug}/{rest}"
            for day in days
            for rest in ("", "ninjs.json")
        ),
        *(entry.get_absolute_url() for entry in organizations),
        *(page + rest for page in quoted for rest in ("quotes.json", "quotes.csv")),
        *(page + rest for page in fed for rest in ("", "feed/", "feed.json")),
    ]


def _add_moved(made: Newsroom) -> None:
    """Add an older address, and entries that were merged. There are no verbs for these yet."""
    Address.objects.create(path="/world/2020/01/01/old/", article=made.live.article)
    merged = [
        factories.tag("Ligne bleue", merged_into=made.tag),
        factories.person("General Aoun", merged_into=made.person),
        factories.organization("Finul", merged_into=made.organization),
    ]
    tag, person, organization = (entry.get_absolute_url() for entry in merged)
    made.moved = [
        *("/world/2020/01/01/old/", organization),
        *(of + rest for of in (tag, person) for rest in ("", "feed/", "feed.json")),
    ]
