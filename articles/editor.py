"""How the body's editor is put together. Settings read this, so it imports no model.

What the editor may write is not decided here: `articles.body` alone says what a story holds, and
cleans whatever arrives. The editor is only the comfortable way to write it.
"""

from django.urls import reverse_lazy
from js_asset import static_lazy


def no_allowlist(config: object, shared: object) -> None:
    """Tell django-prose-editor of no tags: it asks for them to build a cleaner we do not use."""


# Extensions of ours, each a module that exports it under this name; three take the place of stock
# ones. Bare paths are not resolved by django-prose-editor: static_lazy is.
EDITOR_EXTENSIONS = [
    {"js": [static_lazy(f"articles/{module}.js")], "extensions": {name: no_allowlist}}
    for name, module in {
        "AttributedWords": "attributed-words",
        "DeskMenu": "desk-menu",
        "Doubts": "doubts",
        "Link": "story-link",
        "ListItem": "story-lists",
        "OrderedList": "story-lists",
        "PasteCleanup": "paste-cleanup",
        "SourcedQuote": "sourced-quote",
        "WordCount": "word-count",
    }.items()
]

# What these modules share; the browser finds it by name, so that hashed file names work.
EDITOR_IMPORTS = {
    "articles/desk-fetch": "articles/desk-fetch.js",
    "articles/quote-dialog": "articles/quote-dialog.js",
    "articles/quote-source": "articles/quote-source.js",
    "articles/story-places": "articles/story-places.js",
}

# No drop-downs: they cannot be opened with a keyboard.
EDITOR_MENU_GROUPS = [
    {"group": "blockType -lists"},
    {"group": "marks"},
    {"group": "link"},
    {"group": "lists"},
    {"group": "sources"},
    {"group": "nodes -blockType -lists"},
    {"group": "history"},
]

# The editor's core writes one fixed <style> into the page; a test notices when it changes.
EDITOR_STYLE_HASH = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

_QUOTES = {
    "quotesUrl": reverse_lazy("admin:articles_quotes"),
    "newQuoteUrl": reverse_lazy("admin:people_quote_add"),
}
# The order of the marks is the order in which the editor nests them, and `articles.blocks` too.
STORY_EXTENSIONS = {
    "AttributedWords": _QUOTES,
    "Link": {"enableTarget": False, "autolink": False},
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "SpecialCharacters": True,
    "NoSpellCheck": False,
    "PasteCleanup": True,
    "SourcedQuote": _QUOTES,
    "DeskMenu": True,
    "Doubts": True,
    "WordCount": True,
}
# A page of the newsroom itself quotes nobody from the register, and no check reads it along.
PAGE_EXTENSIONS = {
    name: options
    for name, options in STORY_EXTENSIONS.items()
    if name not in {"AttributedWords", "SourcedQuote", "Doubts"}
}
