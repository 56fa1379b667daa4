"""What a search shows of a story: the words that were searched for, marked where they stand."""

import tomllib

import pytest

from articles import body, terms
from articles.demo import FOLDER
from articles.passages import LONGEST, Marker, paragraphs
from articles.search_text import BARE_LETTERS


def stem(word: str) -> str:
    return word.removesuffix("s")


def marker(*phrases: str) -> Marker:
    return Marker([phrase.split() for phrase in phrases], BARE_LETTERS, stem)


def shown(parts) -> str:
    return "".join(f"[{part.text}]" if part.is_found else part.text for part in parts)


@pytest.mark.parametrize(
    ("asked", "printed", "expected"),
    [
        (["tram"], "Trams and a tram, tramlines.", "[Trams] and a [tram], tramlines."),
        (["naim"], "“Naïm’s” wharf", "“[Naïm]’s” wharf"),
        (["naim"], "“Nai\u0308m”", "“[Nai\u0308m]”"),
        (["strasse"], "Die Straße.", "Die [Straße]."),
        (["blue line"], "Blue lines – the blue, blue line", "[Blue lines] – the blue, [blue line]"),
        (["blue line", "line"], "The blue line", "The [blue line]"),
        (["11 4"], "It is 11.4 million.", "It is [11.4] million."),
        (["الازرق"], "الخط الأزرق", "الخط [الأزرق]"),
        (["ship"], "No boats.", "No boats."),
        (["ship"], "", ""),
    ],
)
def test_words_are_marked_in_all_forms_as_printed(asked, printed, expected):
    parts = marker(*asked).whole(printed)

    assert shown(parts) == expected


@pytest.mark.parametrize("asked", ["ازرق", "الازرق"])
@pytest.mark.parametrize("printed", ["خط [أزرق]", "الخط [الأزرق]"])
def test_arabic_words_are_marked_with_and_without_their_article(asked, printed):
    arabic = Marker([[asked]], BARE_LETTERS, lambda word: terms.stemmed(word, "arabic"))

    parts = arabic.whole(printed.replace("[", "").replace("]", ""))

    assert shown(parts) == printed


def test_a_passage_is_of_the_first_text_that_has_most_of_the_words():
    texts = ["No boats.", "A tram.", "The tram of the harbour.", "Harbour and tram."]

    parts = marker("harbour", "tram").passage(texts)

    assert shown(parts) == "The [tram] of the [harbour]."


def test_a_passage_without_the_words_is_how_the_story_begins():
    parts = marker("ship").passage(["No boats.", "A tram."])

    assert shown(parts) == "No boats."


def test_a_story_without_text_has_an_empty_passage():
    assert marker("ship").passage([]) == []


def test_a_long_text_is_cut_between_words_around_what_is_found():
    text = "before " * 100 + "the ship " + "after " * 100

    passage = shown(marker("ship").passage([text]))

    assert passage.startswith("…before before")
    assert passage.endswith("after…")
    assert "the [ship] after" in passage
    assert len(passage) < LONGEST + 20


STORIES = sorted((FOLDER / "stories").glob("*.toml"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_paragraphs_are_those_of_the_reader_of_any_html(path):
    story = tomllib.loads(path.read_text())
    bodies = (rows["body"] for rows in (story, *story.get("edition", [])) if "body" in rows)
    stored = [body.clean(html) for html in bodies]

    found = [paragraphs(story) for story in stored]

    assert found == [
        [t for text in body.text(s).split("\n") if (t := text.strip())] for s in stored
    ]
