"""What the catalogues of the readers' words hold, and which words the sources ask for."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.template import engines
from django.template.base import NodeList
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

LOCALE = settings.BASE_DIR / "newsroom" / "locale"
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
CALLS = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext"}
_FIELD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$')


class Key(NamedTuple):
    """What a text is looked up by: where it stands, if the words alone do not tell, and itself."""

    context: str | None
    text: str


class Message(NamedTuple):
    """One entry of a catalogue: `texts` are its singular and plural, in the language asked for."""

    key: Key
    plural: str | None
    texts: list[str]
    is_fuzzy: bool


def written(language: str) -> list[Message]:
    """Read the entries of a catalogue as a person writes them, without its head."""
    text = (LOCALE / language / "LC_MESSAGES" / "django.po").read_text()
    return [_message(block) for block in text.strip().split("\n\n")[1:]]


def _message(block: str) -> Message:
    fields: dict[str, str] = {}
    for line in block.splitlines():
        if found := _FIELD.match(line):
            name = found[1]
            fields[name] = ast.literal_eval(found[2])
        elif line.startswith('"'):
            fields[name] += ast.literal_eval(line)
    texts = [text for name, text in fields.items() if name.startswith("msgstr")]
    key = Key(fields.get("msgctxt"), fields["msgid"])
    return Message(key, fields.get("msgid_plural"), texts, "#, fuzzy" in block)


def compiled(language: str) -> dict:
    """Return the entries of a catalogue as the program reads them, plurals by number."""
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        found = dict(gettext.GNUTranslations(file)._catalog)
    del found[""]
    return found


def readers_templates() -> list[Path]:
    """Return the templates in the readers' dress, two of which stand at the desk's."""
    top = settings.BASE_DIR / "templates"
    folders = (top, top / "articles", top / "people")
    found = [path for folder in folders for path in folder.iterdir() if path.is_file()]
    return sorted([*found, top / "desk" / "_as_of.html", top / "desk" / "not_found.html"])


def asked_for() -> Iterator[Key]:
    """Yield every text that readers' templates and Python look up."""
    for path in readers_templates():
        yield from _in_template(path)
    for package in ("articles", "people", "newsroom"):
        for path in (settings.BASE_DIR / package).rglob("*.py"):
            yield from _in_python(path)


def _in_template(path: Path) -> Iterator[Key]:
    name = str(path.relative_to(settings.BASE_DIR / "templates"))
    nodes: NodeList = engines["django"].get_template(name).template.nodelist
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        context = node.message_context.var if node.message_context else None
        yield Key(context, node.render_token_list(node.singular)[0])
    for node in nodes.get_nodes_by_type(TranslateNode):
        context = node.message_context.var if node.message_context else None
        yield Key(context, node.filter_expression.var.literal or node.filter_expression.var)
    for words in re.findall(r'_\("([^"]+)"\)', path.read_text()):
        yield Key(None, words)


def _in_python(path: Path) -> Iterator[Key]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
            *context, text = [word.value for word in node.args if isinstance(word, ast.Constant)]
            yield Key(context[0] if context else None, text)
