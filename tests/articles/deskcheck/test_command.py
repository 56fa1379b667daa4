"""`manage.py deskcheck`: a line in, a line out, and what is wrong with a line by its number."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register(settings):
    settings.DESK_CHECK_LEVELS = {}
    old, new = factories.person("Tobias Wren"), factories.person("Ines Halloran")
    factories.role(old, "Mayor of Port Selwyn", started_on="2013", ended_on="2021-02-28")
    factories.role(new, "Mayor of Port Selwyn", started_on="2021-03-01")


@pytest.fixture
def check(tmp_path):
    def check(*lines):
        file = tmp_path / "stories.jsonl"
        file.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines))
        out, errors = StringIO(), StringIO()
        try:
            call_command("deskcheck", str(file), stdout=out, stderr=errors)
            failed = False
        except CommandError:
            failed = True
        answers = [json.loads(line) for line in out.getvalue().splitlines()]
        return answers, errors.getvalue(), failed

    return check


def line(text, day="2025-12-06", name="a"):
    return {"id": name, "on": day, "text": text}


def test_each_line_is_answered_with_what_was_found(check):
    text = "A storm.\n\n“Nobody 🌊 was hurt,” said Mayor Tobias Wren."

    answers, errors, failed = check(line(text), line("Mayor Ines Halloran spoke.", name=2))

    (finding,) = answers[0]["findings"]
    where = finding.pop("where")
    assert [answer["id"] for answer in answers] == ["a", 2]
    assert answers[1]["findings"] == []
    assert where["text"] == "Mayor Tobias Wren" == text[where["start"] : where["end"]]
    assert finding == {
        "check": "attribution",
        "level": "error",
        "message": "Tobias Wren was Mayor of Port Selwyn until 28 February 2021; "
        "on 6 December 2025 it was Ines Halloran.",
        "hint": finding["hint"],
    }
    assert "Ines Halloran" in finding["hint"]
    assert (errors, failed) == ("", False)


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("{", "no JSON"),
        ("[]", "is an object"),
        ({"id": 1, "on": "2025-12-06"}, "“text” is missing"),
        ({"id": 1, "on": "2025-12-06", "text": 5}, "must be a string"),
        ({"id": 1, "on": "2025-02-30", "text": "x"}, "must be a day"),
        ({"id": 1, "on": None, "text": "x"}, "must be a day"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_answered(check, bad, told):
    answers, errors, failed = check(bad, line("Mayor Tobias Wren spoke."))

    assert errors.startswith("line 1: ")
    assert told in errors
    assert failed
    assert len(answers[0]["findings"]) == 1


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("deskcheck", str(tmp_path / "none.jsonl"))


def test_the_newsroom_s_levels_count(check, settings):
    settings.DESK_CHECK_LEVELS = {"attribution": "info"}

    answers, _, _ = check(line("Mayor Tobias Wren spoke."))

    assert answers[0]["findings"][0]["level"] == "info"
