"""What offices are called, in all their names, and which of them are alike. Pure, no ORM."""

LEADER = "leader"

# What heads are called, each list under the name that stands for all. A field may come with it.
_SAME: dict[tuple[str, str], str] = {
    ("president", ""): "president|presidents|pres|head of state",
    (
        "prime minister",
        "",
    ): "head of government|prime minister|prime ministers|pm|premier|premiers|taoiseach",
    ("chancellor", ""): "chancellor|chancellors",
    ("minister", "finance"): "chancellor of the exchequer",
    ("minister", "defence"): "defence chief|defense chief",
    (
        "minister",
        "foreign",
    ): "top diplomat|chief diplomat|fm|secretary of state|secretaries of state",
    ("minister", ""): "minister|ministers|secretary of state for|secretary|secretaries",
    ("minister of state", ""): "minister of state|ministers of state",
    ("secretary general", ""): "secretary general|secretaries general|sec gen|secgen|secy gen"
    "|general secretary|sg",
    ("director general", ""): "director general|dg",
    ("managing director", ""): "managing director",
    ("general manager", ""): "general manager",
    ("director", ""): "director|directors|executive director",
    ("chief executive", ""): "chief executive|chief executive officer|ceo|chief executives",
    ("chief officer", "financial"): "chief financial officer|cfo|finance chief",
    ("chief officer", "operating"): "chief operating officer|coo",
    ("chief officer", "medical"): "chief medical officer|cmo",
    ("chief officer", "technology"): "chief technology officer|cto|chief technical officer",
    ("chair", ""): "chair|chairman|chairwoman|chairperson|chairs|chairmen|executive chair"
    "|executive chairman|executive chairwoman|chairman of the board|board chair|board chairman",
    ("speaker", ""): "speaker|parliament speaker|parliamentary speaker|speaker of parliament"
    "|speaker of the parliament|house speaker|speaker of the house|knesset speaker",
    ("governor", ""): "governor|governors|central bank governor|bank governor|central bank chief",
    ("governor general", ""): "governor general",
    ("mayor", ""): "mayor|mayors|lord mayor",
    ("commander", ""): "commander|force commander|commander in chief|army commander|army chief"
    "|military chief|commanders|armed forces chief|armed forces commander",
    ("chief of staff", ""): "chief of staff|chief of the general staff|chief of general staff"
    "|chief of the defence staff|chief of defence staff|chief of army staff",
    ("police chief", ""): "police chief|chief of police|chief constable|police commissioner"
    "|head of police",
    ("ambassador", ""): "ambassador|ambassadors|permanent representative",
    ("envoy", ""): "envoy",
    ("high commissioner", ""): "high commissioner",
    ("human rights commissioner", ""): "high commissioner for human rights|human rights chief",
    ("commissioner", ""): "commissioner|commissioners",
    ("attorney general", ""): "attorney general",
    ("king", ""): "king",
    ("queen", ""): "queen",
    ("crown prince", ""): "crown prince",
    ("emir", ""): "emir",
    ("pope", ""): "pope|pontiff",
    ("harbour master", ""): "harbour master|harbourmaster|harbor master|harbormaster",
    ("editor in chief", ""): "editor in chief",
    ("editor", ""): "editor|editors",
    ("publisher", ""): "publisher",
    ("rector", ""): "rector",
    ("dean", ""): "dean",
    ("treasurer", ""): "treasurer",
    ("curator", ""): "curator",
    ("spokesman", ""): "spokesman|spokeswoman|spokesperson",
    ("senator", ""): "senator|sen",
    ("prosecutor", ""): "prosecutor|public prosecutor",
    ("chief justice", ""): "chief justice",
    (LEADER, ""): "leader|leaders|head|chief|boss",
}
HEADS: dict[str, tuple[str, frozenset[str]]] = {
    name: (head, frozenset(field.split()))
    for (head, field), names in _SAME.items()
    for name in names.split("|")
}
PLURALS = frozenset(
    "presidents|prime ministers|premiers|chancellors|ministers|secretaries|secretaries general"
    "|directors|chief executives|chairs|chairmen|governors|mayors|commanders|ambassadors"
    "|commissioners|editors|leaders|secretaries of state".split("|")
)
# Of these there is one in a place at a time, so that another holder excludes one.
SINGLE = frozenset(
    {
        "president",
        "prime minister",
        "chancellor",
        "minister",
        "secretary general",
        "director general",
        "managing director",
        "chief executive",
        "chief officer",
        "chair",
        "speaker",
        "governor",
        "mayor",
        "police chief",
        "ambassador",
        "human rights commissioner",
        "king",
        "queen",
        "crown prince",
        "emir",
        "pope",
        "harbour master",
        "commander",
        "chief of staff",
        "editor in chief",
        "publisher",
        "rector",
        "dean",
        "treasurer",
        "general manager",
        "chief justice",
        "attorney general",
        LEADER,
    }
)
# Whoever holds one of these is the leader, head, chief or boss of the place.
TOP = frozenset(
    {
        LEADER,
        "president",
        "prime minister",
        "chancellor",
        "secretary general",
        "director general",
        "managing director",
        "general manager",
        "director",
        "chief executive",
        "chair",
        "governor",
        "mayor",
        "commander",
        "police chief",
        "high commissioner",
        "human rights commissioner",
        "commissioner",
        "king",
        "queen",
        "crown prince",
        "emir",
        "pope",
        "harbour master",
        "editor in chief",
        "rector",
        "dean",
    }
)
# Offices of a state: "the French president" is that of France, a French curator may be anywhere.
NATIONAL = frozenset(
    {"president", "prime minister", "chancellor", "minister", "king", "queen", "crown prince"}
    | {"emir", "speaker", "ambassador", "minister of state", "attorney general"}
)
LEVELS = {
    "deputy": "deputy",
    "vice": "deputy",
    "assistant": "deputy",
    "acting": "acting",
    "interim": "acting",
    "co": "co",
}
_FIELDS = {
    "foreign affairs": "foreign",
    "external affairs": "foreign",
    "europe and foreign affairs": "foreign",
    "foreign": "foreign",
    "finance": "finance",
    "treasury": "finance",
    "defence": "defence",
    "defense": "defence",
    "national defence": "defence",
    "national defense": "defence",
    "war": "defence",
    "interior": "interior",
    "home": "interior",
    "home affairs": "interior",
    "homeland security": "homeland",
    "national security": "security",
    "public works": "works",
    "public health": "health",
    "labor": "labour",
    "economic affairs": "economy",
    "economic": "economy",
    "economy": "economy",
}
FIELDS = _FIELDS | {
    word: word
    for word in "justice health education energy environment agriculture transport trade culture "
    "labour information telecommunications planning security housing tourism industry science "
    "sports sport youth water migration immigration development commerce climate veterans "
    "information technology communications electricity displaced police army opposition "
    "executive regional national general political military financial legal sales marketing "
    "technical research human".split()
}
