"""The ways in which newspapers put a title beside a name, over the letters of the parts. Pure.

The letters are those of `people.vocabulary` and `people.reading`.
"""

import re

from people.offices import NATIONAL

_LEAD = r"(?:S'?|M'?|Q&(?=Q)|[APJFTDXELQd])*"
_PLACE = r"(?:A?X*(?:[JS]'?)*S'?M*|A?(?:J|S'?)M+|(?:A|P)M+)"
_STRANGE = r"(?:A?[JSUMQXwd]*U[UMS]*(?:fA?[USM]+)*)"
_TAIL = rf"(?:[fa]A?Q(?:[,&]*Q)*(?![UwMS])|[fta]{_PLACE}(?![UM])|[fta]{_STRANGE}|fA?w+|[ta][AP]w+)*"
_TITLE = rf"(?P<lead>{_LEAD})(?P<head>H)(?P<elect>K?)(?P<tail>{_TAIL})"
_STOP = r"(?=[,.;)(\"&pVad-]|$)"
BEFORE = re.compile(
    rf"{_TITLE}(?P<comma>,?A?)(?P<rank>[RX]*)(?P<name>[Nn])(?P<more>(?:(?:fA?S)?(?:,&?|&)R*[Nn])*)"
)
# A term between them, where a sentence begins: "Prime minister until 2014, X".
TERMED = re.compile(rf"(?:(?<=[.\"])|^)p?{_TITLE}(?P<comma>[pa][dtDX&w]*[dX],)R*(?P<name>[Nn])")
# What is meant by "the city" or "the bank" where an office of this kind is held.
PARTS_WITH = {
    "city": ("mayor", "police chief"),
    "town": ("mayor", "police chief"),
    "bank": ("governor",),
    "country": tuple(NATIONAL),
    "nation": tuple(NATIONAL),
    "republic": ("president",),
    "company": ("chief executive", "chair", "chief officer"),
    "firm": ("chief executive", "chair", "chief officer"),
    "movement": ("secretary general",),
    "army": ("commander", "chief of staff"),
    "military": ("commander", "chief of staff"),
    "parliament": ("speaker",),
    "cabinet": ("prime minister",),
    "government": ("prime minister",),
    "organization": ("secretary general", "director general"),
    "organisation": ("secretary general", "director general"),
    "force": ("commander",),
    "forces": ("commander", "chief of staff"),
    "university": ("president", "rector"),
    "museum": ("director",),
    "hospital": ("chief officer",),
}
# Titles of a part of the place before them: "Lebanon's central bank governor".
OF_A_PART = frozenset(
    "central bank governor|bank governor|central bank chief|army commander|army chief"
    "|military chief|armed forces chief|armed forces commander|commander".split("|")
)
_AGE = r"(?:d,)?"
_ASIDE = r"(?:\([wXUd]{1,3}\))?"  # "(pictured)", "(61)"
_CALLING = r"(?:A?[wXQ]{1,3}(?:&|,&))?"  # "a businessman and …"
AFTER = re.compile(
    rf"(?P<name>[Nn]){_ASIDE}(?P<comma>[,(-]){_AGE}{_CALLING}(?P<then>T?,?){_TITLE}{_STOP}"
)
# "X was", "X, who was"; not "the father of X was" or "…, the father of X, was".
_SUBJECT = r"(?P<name>[Nn])(?P<comma>(?<!f.)|,?V)w?"
BEING = re.compile(rf"{_SUBJECT}(?P<then>[BW]+X?[ap]?){_TITLE}{_STOP}")
TAKING = re.compile(rf"{_SUBJECT}(?P<then>I)A?{_TITLE}{_STOP}")
PAIRED = re.compile(
    r"(?P<lead>A?(?:J(?:,J)*,?&J)?)(?P<head>H)(?P<elect>)(?P<tail>)"
    r"(?P<behind>(?:fA?S(?:,A?S)*,?&f?A?S)?),?(?P<names>R*[Nn](?:,R*[Nn])*,?&R*[Nn])"
)
# The same behind them, and one title, or one field each: "X and Y, the ministers of …".
_NAMES = r"(?P<names>R*[Nn](?:,R*[Nn])*,?&R*[Nn])"
PAIRED_BEHIND = re.compile(
    rf"{_NAMES},(?P<lead>A?(?:J(?:,J)*,?&J)?)(?P<head>H)(?P<elect>)(?P<tail>)"
    r"(?P<behind>(?:fA?S(?:,A?S)*,?&f?A?S)?)"
)
SHARED = re.compile(rf"{_NAMES},{_TITLE}{_STOP}")
# A verb of which the name is the object: "appointed X as its chair", "X succeeded Y as chair".
GIVEN_TO = re.compile(rf"(?P<verb>[wXDs])R*(?P<name>[Nn])(?P<comma>p?){_TITLE}{_STOP}")
SUCCEEDING = re.compile(
    rf"(?P<one>[Nn])(?:,V)?w?(?P<verb>s)R*(?P<other>[Nn])(?P<comma>p){_TITLE}{_STOP}"
)
ALSO = re.compile(rf",?&(?P<then>){_TITLE}{_STOP}")
INVERTED = re.compile(
    rf"{_TITLE}(?P<comma>)(?P<then>[BW]+T?X?)(?P<rank>R*)(?P<name>[Nn])(?=[,.;)&]|$)"
)
RUNNING = re.compile(r"(?P<name>[Nn])(?:,V)?(?P<verb>h)A?(?P<seat>S)(?=[,.;)\"&pVa-]|$)")
BELONGING = re.compile(r"(?P<name>[Nn])(?:,?(?P<past>F?)f|,a|\()A?(?P<seat>S)(?!['MUH])")
OWNED = re.compile(r"(?<!f)(?<!fA)(?P<seat>S)'(?P<name>N)")
# Behind a title these tell when it was held, perhaps long ago.
OF_A_PAST = frozenset("from until till between during for in who when before after while".split())
# With these a title is that of today, whatever else the sentence tells of.
CURRENT = frozenset("current currently sitting incumbent present".split())
# It was given, which does not say that it is held by now.
GIVEN = frozenset({"elected", "reelected", "appointed", "proclaimed"})
# Behind these a clause tells what is not so, or may not be.
SUPPOSITIONS = frozenset("if unless whether lest suppose supposing imagine".split())
INVERSIONS = frozenset({"had", "were", "should"})  # "Had X been president", where a clause begins
SUPPOSING = frozenset("would could might should will may can must".split())
# Of somebody who holds the office: "As president, X chairs the council".
PRESENT = frozenset(
    "is has chairs heads leads runs appoints oversees commands controls holds serves sits "
    "remains represents signs decides presides".split()
)
# With these a sentence may begin that names somebody else only in passing.
OPENINGS = frozenset(
    "unlike like besides alongside despite given following contrary apart aside owing".split()
)
APPOSITION_ENDS = frozenset(',.;)-&"(')
