"""The command that ranks a corpus: whatever its articles have or lack, each gets its answer."""

import gzip
import json

import pytest
from django.core.management import CommandError, call_command

from tests import factories

pytestmark = pytest.mark.django_db

DELTA = "Mangroves along the delta. Mangroves hold the coast."
FULL = {
    "title": "On mangroves",
    "date": "2020-01-02",
    "section": "coast",
    "tags": ["coast"],
    "people": ["ann-writer"],
    "orgs": ["GSA"],
    "summary": "What grows.",
    "text": DELTA,
    "entities_derived": ["delta"],
}


def ranked(folder, capsys, *articles) -> dict:
    lines = "".join(f"{json.dumps(article)}\n" for article in articles)
    (folder / "some.articles.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    call_command("evaluate_related", folder, "some", "--in-this-database", verbosity=0)
    return json.loads(capsys.readouterr().out)


def test_article_is_ranked_among_those_published_on_or_before_its_day(tmp_path, capsys):
    days = {"a": "2020-01-01", "b": "2020-01-02", "c": "2020-01-02", "d": "2020-01-03"}
    texts = {pk: f"{DELTA} {pk * 5} {pk * 6} {pk * 7} {pk * 8}" * 2 for pk in days}

    found = ranked(
        tmp_path,
        capsys,
        *(FULL | {"id": pk, "title": pk * 4, "date": days[pk], "text": texts[pk]} for pk in days),
    )

    assert {pk: set(others) for pk, others in found.items()} == {
        "a": set(),
        "b": {"a", "c"},
        "c": {"a", "b"},
        "d": {"a", "b", "c"},
    }


@pytest.mark.parametrize("name", sorted(FULL))
@pytest.mark.parametrize("instead", ["missing", None, "", []])
def test_whatever_an_article_lacks_it_has_an_answer(tmp_path, capsys, name, instead):
    article = {key: value for key, value in FULL.items() if key != name}
    article |= {} if instead == "missing" else {name: instead}

    found = ranked(tmp_path, capsys, article | {"id": "one"}, article | {"id": "two"})

    assert set(found) == {"one", "two"}


@pytest.mark.parametrize("pk", ["a/b c", "ü\u202e", 7, "", "x" * 500])
def test_ids_are_given_back_as_they_came(tmp_path, capsys, pk):
    one = {"id": pk, "title": "Mangroves", "tags": ["coast"], "text": "One two three"}
    other = {"id": "other", "title": "Deltas", "tags": ["coast"], "text": "Four five six"}

    found = ranked(tmp_path, capsys, one, other)

    assert found == {str(pk): ["other"], "other": [pk]}


@pytest.mark.parametrize(
    "text", ["\x00\x1b", "<script>&amp;", "我们在北京大学", "x" * 300_000, "\ud800"]
)
def test_odd_texts_are_ranked(tmp_path, capsys, text):
    article = {"title": text, "text": text, "tags": [text, text], "people": [text]}

    found = ranked(tmp_path, capsys, article | {"id": 1}, article | {"id": 2})

    assert set(found) == {"1", "2"}


@pytest.mark.parametrize("lines", [b"{", b"[]\n", b"{}\n", b"\xff\xfe", b'"text"\n'])
def test_what_is_no_corpus_is_refused(tmp_path, lines):
    (tmp_path / "some.articles.jsonl.gz").write_bytes(gzip.compress(lines))

    with pytest.raises(CommandError):
        call_command("evaluate_related", tmp_path, "some", "--in-this-database", verbosity=0)


def test_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="There is no"):
        call_command("evaluate_related", tmp_path, "some")


def test_database_with_stories_is_left_alone(tmp_path):
    factories.draft()

    with pytest.raises(CommandError, match="has stories already"):
        call_command("evaluate_related", tmp_path, "some", "--in-this-database")
