"""Whom we quote: what the report counts, and what it never tells."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles import ledger, register, source_figures, source_report
from articles.models import Quotation
from articles.periods import Period
from people.models import Person, Quote
from tests import factories
from tests.test_reader_requests import archive

pytestmark = pytest.mark.django_db

MARCH, FEBRUARY = datetime(2025, 3, 10, tzinfo=UTC), datetime(2025, 2, 10, tzinfo=UTC)


@pytest.fixture
def world():
    return factories.section("World")


def told(*quotes, at=MARCH, section, **values):
    """Publish a story of that moment that prints these quotes."""
    body = factories.quoting(*quotes) if quotes else "<p>Nobody spoke.</p>"
    archive(1, at, section=section.pk, body=body, **values)


def report(*sections, code="2025-03"):
    ids = frozenset(section.pk for section in sections) or None
    return source_report.report(Period.parse(code), ids, "Some", timezone.now())


def figures(found, key):
    """Return the lines of one table: what each is about, and how often."""
    [table] = [table for table in found.tables if table.key == key]
    return [(row.label, row.count) for row in table.rows]


def test_who_is_quoted_most_comes_first(world):
    often, once = factories.person("Often"), factories.person("Once")
    told(factories.quote("A.", often), factories.quote("B.", once), section=world)
    told(factories.quote("C.", often), section=world)

    found = report()

    assert figures(found, "people") == [("Often", 2), ("Once", 1)]
    assert (found.quotations, found.stories) == (3, 2)


def test_no_more_than_twenty_are_named(world):
    people = [factories.person() for _ in range(source_report.MOST_QUOTED + 1)]
    told(*(factories.quote("Yes.", person) for person in people), section=world)

    found = report()

    assert len(figures(found, "people")) == source_report.MOST_QUOTED


def test_an_organization_counts_what_its_people_said_for_it_on_that_day(world):
    board, speaker = factories.organization("Board"), factories.person()
    factories.role(speaker, "Chair", organization=board, started_on="2020", ended_on="2025-02-01")
    told(factories.quote("A.", speaker, said_on="2025-01-01"), section=world)
    told(factories.quote("B.", speaker, said_on="2025-03-01"), section=world)
    told(factories.quote("C.", board, said_on="2025-03-01"), section=world)

    found = report()

    assert figures(found, "organizations") == [("Board", 2)]


def test_a_merged_entry_counts_as_the_one_that_stands_for_it(world):
    loser, into = factories.person("Gen. Aoun"), factories.person("Joseph Aoun")
    told(factories.quote("A.", loser), factories.quote("B.", into), section=world)

    register.merge(loser, into, factories.publisher())

    assert figures(report(), "people") == [("Joseph Aoun", 2)]


def test_only_stories_of_these_days_count(world):
    speaker = factories.person("Speaker")
    for at in (FEBRUARY, MARCH, datetime(2025, 4, 10, tzinfo=UTC)):
        told(factories.quote("Yes.", speaker), at=at, section=world)

    found = report()

    assert figures(found, "people") == [("Speaker", 1)]


def test_only_stories_of_these_sections_count(world):
    local = factories.section("Local")
    told(factories.quote("A.", factories.person("Abroad")), section=world)
    told(factories.quote("B.", factories.person("At home")), section=local)

    found = report(local)

    assert figures(found, "people") == [("At home", 1)]


@pytest.mark.parametrize("make", [factories.withdrawn, factories.retracted, factories.scheduled])
def test_what_readers_cannot_see_does_not_count(make):
    make(kind="analysis", body=factories.quoting(factories.quote("Yes.", factories.person())))

    found = report(code=str(timezone.localdate().year))

    assert (found.quotations, found.single_source) == (0, [])


# For the first time


def test_whom_nobody_had_quoted_before_the_period_is_new(world):
    old, new = factories.person("Old"), factories.person("New")
    told(factories.quote("A.", old), at=FEBRUARY, section=world)
    told(factories.quote("B.", old), factories.quote("C.", new), section=world)

    found = report()

    assert figures(found, "first_voices") == [("New", 1)]
    assert found.first_voices == 1


def test_who_was_quoted_before_in_another_section_is_not_new(world):
    local, old = factories.section("Local"), factories.person("Old")
    told(factories.quote("A.", old), at=FEBRUARY, section=world)
    told(factories.quote("B.", old), section=local)

    found = report(local)

    assert figures(found, "first_voices") == []


def test_a_new_voice_leads_to_the_story_that_quoted_it_first(world):
    new = factories.person("New")
    second = datetime(2025, 3, 20, tzinfo=UTC)
    told(factories.quote("B.", new), at=second, section=world, headline="Second")
    told(factories.quote("A.", new), section=world, headline="First")

    [table] = [table for table in report().tables if table.key == "first_voices"]

    assert [row.story.headline for row in table.rows] == ["First"]


def test_new_voices_are_counted_beyond_those_that_are_named(world, monkeypatch):
    monkeypatch.setattr(source_report, "FIRST_VOICES", 2)
    quotes = [factories.quote("Yes.", factories.person()) for _ in range(3)]
    told(*quotes, section=world)

    found = report()

    assert (len(figures(found, "first_voices")), found.first_voices) == (2, 3)


# Shares


def test_shares_by_kind_and_country_of_whom_somebody_speaks_for(world):
    army = factories.organization("Army", kind="military", country="LB")
    force = factories.organization("Force", kind="international")
    told(
        factories.quote("A.", army),
        factories.quote("B.", force),
        factories.quote("C.", factories.person()),
        section=world,
    )

    found = report()

    assert sorted(figures(found, "kinds")) == [
        ("For no organization", 1),
        ("International body", 1),
        ("Military", 1),
    ]
    assert sorted(figures(found, "countries")) == [
        ("For no organization", 1),
        ("International, or country not given", 1),
        ("Lebanon", 1),
    ]


def test_shares_of_named_and_unnamed_sources(world):
    told(
        factories.quote("A.", factories.person()),
        factories.quote("B."),
        factories.quote("C.", terms=Quote.Terms.BACKGROUND),
        factories.quote("D."),
        section=world,
    )

    found = report()

    assert figures(found, "named") == [
        ("Not named, anonymous", 2),
        ("Named", 1),
        ("Not named, on background", 1),
    ]


def test_share_of_what_a_second_person_verified(world):
    checked = factories.quote("A.", factories.person())
    ledger.verify(checked, factories.publisher())
    told(checked, factories.quote("B.", factories.person()), section=world)

    found = report()

    assert sorted(figures(found, "verified")) == [
        ("Not verified", 1),
        ("Verified by a second person", 1),
    ]


@pytest.mark.parametrize(
    ("share", "written"), [(0, "0 %"), (0.001, "<1 %"), (0.25, "25 %"), (1, "100 %")]
)
def test_a_few_of_many_are_not_none(share, written):
    row = source_report.Row("Few", 1, share, share)

    assert row.percent == written


# On a single source


def headlines(found):
    return [story.headline for story in found.single_source]


def test_an_analysis_of_fewer_than_two_voices_is_listed_the_newest_first(world):
    one, other = factories.quote("A.", factories.person()), factories.quote("B.")
    told(section=world, kind="analysis", headline="None")
    told(one, section=world, kind="analysis", headline="One", at=MARCH.replace(day=11))
    told(one, other, section=world, kind="analysis", headline="Two")
    told(one, section=world, kind="news", headline="News")

    found = report()

    assert headlines(found) == ["One", "None"]


def test_each_description_of_an_unnamed_source_is_a_voice(world):
    one = factories.quote("A.", described_as="a diplomat")
    again = factories.quote("B.", described_as="a diplomat")
    other = factories.quote("C.", described_as="an officer")
    told(one, again, section=world, kind="analysis", headline="The same")
    told(one, other, section=world, kind="analysis", headline="Two of them")

    found = report()

    assert headlines(found) == ["The same"]


def test_the_list_ends_and_says_that_there_is_more(world, monkeypatch):
    monkeypatch.setattr(source_report, "SINGLE_SOURCE", 2)
    for _ in range(3):
        told(section=world, kind="analysis")

    found = report()

    assert (len(found.single_source), found.more_single_source) == (2, True)


def test_the_list_goes_on_where_some_of_those_read_rest_on_two_descriptions(world, monkeypatch):
    monkeypatch.setattr(source_figures, "AT_A_TIME", 2)
    two = [factories.quote(described_as=who) for who in ("a diplomat", "an officer")]
    told(section=world, kind="analysis", headline="None", at=MARCH.replace(day=1))
    for day in range(2, 5):
        told(*two, section=world, kind="analysis", at=MARCH.replace(day=day))

    found = report()

    assert headlines(found) == ["None"]


# What is never told


def test_a_private_individual_is_counted_and_never_named(world):
    someone = factories.person("A Passer-by", standing=Person.Standing.PRIVATE)
    told(factories.quote("I saw it.", someone), section=world)

    found = report()

    assert figures(found, "kinds") == [("Private individuals", 1)]
    assert (figures(found, "people"), figures(found, "first_voices")) == ([], [])
    assert "Passer-by" not in "".join(found.lines())


def test_nothing_private_of_a_quote_is_told(world):
    private = factories.user(username="CANARY-user")
    told(
        factories.quote(anonymity_note="CANARY note", known_to=private),
        factories.quote("A.", factories.person(), evidence_note="CANARY evidence"),
        section=world,
    )

    found = report()

    assert "CANARY" not in "".join(found.lines())
    assert "CANARY" not in str(found)


def test_figures_of_more_stories_take_no_more_queries(world, django_assert_num_queries):
    for number in range(12):
        speaker = factories.person() if number % 3 else factories.organization()
        told(factories.quote("Yes.", speaker), section=world, kind="analysis")

    with django_assert_num_queries(8):
        report()

    assert Quotation.objects.count() == 12
