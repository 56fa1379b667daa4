"""Codes of languages (BCP 47, as far as a newsroom needs it). Pure, no ORM."""

import re

# ISO 639-1, and languages without a code there that news is made in.
_KNOWN = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv"
    " cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr"
    " ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw"
    " ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv"
    " ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr"
    " ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi"
    " yo za zh zu"
    " arc ary arz apc ceb ckb cnr crh din dyu fil fon gez gsw haw hil hmn ilo kab kmr luo mai"
    " mni nso pap prs rom sat shi syr tet tpi yue zgh zza"
)
CODES = frozenset(_KNOWN.split())
_CODE = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


def is_code(text: str) -> bool:
    """Is this the code of a language, perhaps with its script and region (`ar`, `zh-Hant-TW`)?"""
    match = _CODE.fullmatch(text)
    return match is not None and match[1] in CODES
