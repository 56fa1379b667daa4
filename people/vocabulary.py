"""Which part a word may play beside a name and a title, one letter a part. Pure, no ORM.

N n  a name in full, a family name     H K  a title's head, "-elect"
L    deputy, acting                    Q    a title's field: "foreign"
F T  former, then                      D    late, slain, first: whoever held it once
E    incoming                          X    new, outgoing: changes nothing
A P  the, its                          R    Gen., Sheikh, Dr
S J  a place or organization, Lebanese M    army, party: a part of a place
f t a  of, to, at                      &    and
B W V G  is, was, who, not             p    since, until and the like
I    was sworn in as, stepped down as
s    succeeded, took over from
d    a number, a day, "last year"      U w  any other word, with a capital and without
"""

from people.claims import Turn

PARTS = {
    "h": "heads leads chairs runs commands headed led chaired ran commanded",
    "L": "deputy vice assistant acting interim co associate",
    "F": "former retired formerly ex onetime erstwhile previous past",
    "T": "then",
    "D": "late slain assassinated murdered killed deceased ousted deposed toppled overthrown "
    "exiled jailed disgraced fallen first last only original founding legendary 1st 2nd 3rd",
    "E": "incoming next future prospective presumptive aspiring potential possible likely",
    "K": "elect designate",
    "X": "now one current currently sitting present new newly elected re reelected "
    "longtime long serving "
    "time two three four term second third veteran embattled popular powerful beleaguered "
    "caretaker outgoing incumbent own conservative liberal socialist populist far right left "
    "wing centrist hardline technocratic year years old billionaire young respected "
    "controversial influential de facto newest recently appointed self proclaimed ageing "
    "aging ailing reformist senior",
    "A": "the a an",
    "P": "its their whose his her our",
    "M": "army military parliament government cabinet republic party movement group company "
    "council delegation ministry authority board committee agency firm bank force forces "
    "mission team club union organization organisation institute university hospital museum "
    "association federation country nation state city town bloc alliance coalition "
    "administration opposition",
    "f": "of",
    "t": "to",
    "a": "at for in with",
    "&": "and",
    "B": "is are remains serves been",
    "W": "was were served became had",
    "V": "who which",
    "G": "not never no neither nor hardly",
    "p": "since until till from between during when while after before on as because where through",
}
PART = {word: part for part, words in PARTS.items() for word in words.split()}
# Verbs that say what somebody is, and whether they say it of the past.
VERBS = {
    "heads": ("leader", False),
    "leads": ("leader", False),
    "runs": ("leader", False),
    "chairs": ("chair", False),
    "commands": ("commander", False),
    "headed": ("leader", True),
    "led": ("leader", True),
    "ran": ("leader", True),
    "chaired": ("chair", True),
    "commanded": ("commander", True),
}
# Verbs of which a title is the object, and what they say of it.
_TURNS = {
    Turn.WAS: "served as|had served as|has served as|worked as|acted as|used to be",
    Turn.BEGUN: "was sworn in as|sworn in as|took over as|took office as|was inaugurated as"
    "|inaugurated as|was installed as|was sworn in to office as|took the helm as|started as"
    "|was promoted to|returned as|came back as|has taken over as|had taken over as",
    Turn.GIVEN: "was appointed|was appointed as|was named|was named as|was elected|was elected as"
    "|was chosen as|was confirmed as|had been appointed|had been elected|had been named",
    Turn.ENDED: "stepped down as|stood down as|resigned as|quit as|retired as|was ousted as"
    "|was removed as|was dismissed as|was replaced as|left office as|bowed out as|was sacked as"
    "|was fired as|was forced out as|was voted out as|stood aside as|left as|had resigned as"
    "|had stepped down as|has resigned as|has stepped down as|ceased to be|stopped being",
}
TURNS = {phrase: turn for turn, phrases in _TURNS.items() for phrase in phrases.split("|")}
# Between two names: whether the second came after the first.
SUCCESSIONS = {
    "succeeded": False,
    "replaced": False,
    "has succeeded": False,
    "has replaced": False,
    "had succeeded": False,
    "had replaced": False,
    "took over from": False,
    "has taken over from": False,
    "had taken over from": False,
    "was succeeded by": True,
    "was replaced by": True,
    "succeeded by": True,
    "replaced by": True,
    "preceded": True,
}
# Verbs whose object gets or loses the title behind it: "named X chief executive".
_GIVING = {
    Turn.GIVEN: "appointed named elected reelected made chose picked hired installed promoted "
    "appoints names elects picks hires",
    Turn.ENDED: "dismissed sacked fired removed ousted replaced succeeded",
}
GIVING = {word: turn for turn, words in _GIVING.items() for word in words.split()}
# With these endings a word before a title describes, and does not tell of what it is the title.
DESCRIBING = ("ed", "ing", "ive", "ous", "ful", "less", "ken", "able", "ible")
ORDINAL_ENDINGS = ("1st", "2nd", "3rd", "th")

RANKS = frozenset(
    "gen general lt lieutenant maj major col colonel capt captain adm admiral brig brigadier sgt "
    "sergeant marshal sheikh sheik shaikh sayyed sayyid imam ayatollah grand dr mr mrs ms miss "
    "sir dame lord lady baron baroness prof professor rev reverend hon honourable honorable rabbi "
    "archbishop bishop cardinal father sister brother "
    "engineer justice judge comrade excellency majesty highness".split()
)
# What is named after people.
THINGS = frozenset(
    "airport international street avenue square road boulevard bridge stadium hospital university "
    "school institute institution foundation library museum center centre prize award hall "
    "highway park mosque church cathedral palace barracks base camp port harbour station tower "
    "memorial mausoleum lecture fund trust medal college academy chair act law plan doctrine "
    "plaza quay jr sr junior senior ii iii".split()
)
# Many organizations have these in their names, and few are known by one of them.
COMMON = frozenset(
    "world global international united general public people peoples central north south east west "
    "northern southern eastern western royal free progress progressive future american european "
    "african asian arab islamic christian democratic league group post times news daily society "
    "community services service systems system works house office court market markets business "
    "capital investment investments insurance technologies technology media network networks "
    "partners holding holdings corporation company limited workers union unions and for the "
    "labour green freedom justice unity popular patriotic movement front house states "
    "orchestra philharmonic opera ballet theatre theater gallery press radio television film "
    "water power gas food coast island lake river mountain valley district county region".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december".split()
)
_COUNTS = "a two three four five six seven eight nine ten several many some".split()
# Words that tell when, as a day does.
_WHENS = frozenset(
    [f"{which} {unit}" for which in ("last", "this", "next") for unit in ("week", "month", "year")]
    + [f"earlier this {unit}" for unit in ("week", "month", "year")]
    + [
        f"{count} {unit}{'' if count == 'a' else 's'} {way}"
        for count in _COUNTS
        for unit in ("week", "month", "year", "decade")
        for way in ("ago", "earlier", "later")
    ]
)
# Which part several words play together.
PHRASES = (
    {"no longer": "F"}
    | dict.fromkeys(_WHENS, "d")
    | dict.fromkeys(TURNS, "I")
    | dict.fromkeys(SUCCESSIONS, "s")
)
# Words that may stand before a title without belonging to it.
LEADING = DAYS | frozenset(
    "said says say told tells tell met meets meet saw sees see with by from that when as if "
    "because while where whether than like but or nor so before after under over about against "
    "between through during without until since per via despite did does do had has have let made "
    "make took takes gave gives asks asked wants including include hears heard replaces succeeds "
    "beat beats joins quoted accusing telling according and to for of on in at is was are were be "
    "been not today yesterday tomorrow tonight meanwhile also however later earlier now then once "
    "again both even only just still yet though although unlike besides backs urges thanks blames "
    "calls visits welcomes greets praises slams warns hosts sacks fires names elects appoints "
    "taps picks sues follows leads left sent brought won lost held kept put wrote writes read "
    "reads knew knows found finds thank call ask back urge i we you he she they it there here why "
    "how what who which whose inside outside near beside behind amid among instead perhaps "
    "maybe".split()
)


def leads(word: str) -> bool:
    """May this folded word stand before a title without telling what it is the title of?"""
    return word in LEADING or (len(word) > 4 and word.endswith(("ed", "ing", "ly")))
