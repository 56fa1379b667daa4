"""Quotations under a role that their speaker did not hold on the day the words were said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

pytestmark = pytest.mark.django_db

WORDS = "The state must decide."


@pytest.fixture(autouse=True)
def attribution(only):
    only("attribution")


@pytest.fixture
def lebanon():
    return factories.organization("Lebanon")


@pytest.fixture
def aoun(lebanon):
    """Michel Aoun, president until 30 October 2022."""
    someone = factories.person("Michel Aoun")
    dates = {"started_on": "2016-10-31", "ended_on": "2022-10-30"}
    factories.role(someone, "President", organization=lebanon, **dates)
    return someone


def quoted(aoun, said_on, **fields):
    fields = {"role": aoun.roles.get(), "said_on": said_on} | fields
    return factories.quote(WORDS, aoun, **fields)


def within(quote):
    return f'<p>He said: <q data-quote="{quote.pk}">{WORDS}</q> Then he left.</p>'


@pytest.mark.parametrize("printed", [factories.quoting, within], ids=["by itself", "in a line"])
def test_a_role_that_was_over_is_an_error_that_names_the_holder(aoun, lebanon, printed):
    joseph = factories.person("Joseph Aoun")
    factories.role(joseph, "President", organization=lebanon, started_on="2025-01-10")
    story = factories.draft(body=printed(quoted(aoun, "2025-12-05")))

    [finding] = story.findings(factories.publisher())

    assert (finding.name, finding.level) == ("attribution.term", "error")
    assert finding.message == (
        "Quoted as President of Lebanon: Michel Aoun was President of Lebanon until"
        " 30 October 2022; on 5 December 2025 it was Joseph Aoun."
    )
    assert finding.where.text == WORDS


def test_a_role_that_nobody_is_known_to_have_held_then_names_the_day(aoun):
    story = factories.draft(body=factories.quoting(quoted(aoun, "2025-12-05")))

    [finding] = story.findings(factories.publisher())

    assert finding.message.endswith("until 30 October 2022, and spoke on 5 December 2025.")


def test_a_role_that_had_not_begun_is_an_error(aoun):
    story = factories.draft(body=factories.quoting(quoted(aoun, "2016-05")))

    [finding] = story.findings(factories.publisher())

    assert "was not President of Lebanon before 31 October 2016" in finding.message


@pytest.mark.parametrize("said_on", ["2020-01-01", "2022-10-30", "2022-10", "2022", "2016"])
def test_a_role_that_was_or_may_have_been_held_is_fine(aoun, said_on, broken):
    assert broken(factories.draft(body=factories.quoting(quoted(aoun, said_on)))) == []


def test_words_of_an_unknown_day_were_said_on_the_day_of_the_story(aoun, broken):
    assert broken(factories.draft(body=factories.quoting(quoted(aoun, "")))) == [("term", "error")]


def test_a_role_that_is_not_printed_is_no_error(aoun, broken):
    quote = quoted(aoun, "2025-12-05", described_as="a retired politician")

    assert broken(factories.draft(body=factories.quoting(quote))) == []


def test_without_a_role_the_register_says_what_the_speaker_was(aoun, broken):
    story = factories.draft(body=factories.quoting(quoted(aoun, "2025-12-05", role=None)))

    assert broken(story) == []


def test_a_record_is_named_once(aoun, broken):
    quote = quoted(aoun, "2025-12-05")

    story = factories.draft(body=factories.quoting(quote, quote) + within(quote))

    assert broken(story) == [("term", "error")]


def test_many_wrong_roles_cost_one_question_more(aoun):
    one = factories.draft(body=factories.quoting(quoted(aoun, "2025-12-05")))
    quotes = [quoted(aoun, f"2025-12-{day:02}") for day in range(1, 21)]
    many = factories.draft(body=factories.quoting(*quotes))
    publisher = factories.publisher()

    counts = []
    for story in (one, many):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            story.findings(publisher)
        counts.append(len(asked))

    assert counts[0] == counts[1]
