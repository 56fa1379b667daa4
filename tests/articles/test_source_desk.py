"""The desk's page of the report on sources: who reads it, its form, and its file."""

import csv
from io import StringIO

import pytest
from django.utils import timezone

from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db

PAGE, FILE = "/desk/sources/", "/desk/sources/export/"


@pytest.fixture
def world():
    return factories.section("World")


def get(user, url=PAGE, **asked):
    page = desk.client(user).get(url, asked)
    return page, "" if page.streaming else page.content.decode()


def quoted(name, section):
    quote = factories.quote("Yes.", factories.person(name))
    return factories.published(section=section, body=factories.quoting(quote))


def exported(user, **asked):
    page, _ = get(user, FILE, **asked)
    assert page["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(b"".join(page.streaming_content).decode())))


# Who may


@pytest.mark.parametrize("url", [PAGE, FILE])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (UserRole.REPORTER, 403),
        (UserRole.COPY_EDITOR, 403),
        (UserRole.EDITOR, 200),
        (UserRole.PUBLISHER, 200),
        (UserRole.ADMIN, 403),
    ],
)
def test_who_edits_sections_reads_whom_they_quote(world, url, role, status):
    page, _ = get(factories.user(role, sections=[world]), url)

    assert page.status_code == status


def test_a_publisher_reads_all_sections_and_an_editor_the_own(world):
    quoted("Abroad", world)
    quoted("At home", factories.section("Local"))

    _, every = get(factories.publisher())
    _, own = get(factories.user(UserRole.EDITOR, sections=[world]))

    assert "Abroad" in every
    assert "At home" in every
    assert "Abroad" in own
    assert "At home" not in own


@pytest.mark.parametrize("slug", ["local", "nothing"])
@pytest.mark.parametrize("url", [PAGE, FILE])
def test_a_section_of_others_answers_as_one_that_does_not_exist(world, url, slug):
    quoted("At home", factories.section("Local"))

    page, html = get(factories.user(UserRole.EDITOR, sections=[world]), url, section=slug)

    assert page.status_code == 422
    assert desk.errors(page)[0] == "Choose one of these sections."
    assert "At home" not in html
    assert "Local" not in html


def test_an_editor_of_no_section_reads_of_none():
    quoted("At home", factories.section("Local"))

    page, html = get(factories.user(UserRole.EDITOR))

    assert page.status_code == 200
    assert "At home" not in html


def test_the_menu_leads_to_it_who_may_read_it(world):
    _, editor = get(factories.user(UserRole.EDITOR, sections=[world]), "/desk/")
    _, reporter = get(factories.reporter(), "/desk/")

    assert f'href="{PAGE}"' in editor
    assert f'href="{PAGE}"' not in reporter


# What is asked


def test_at_first_it_shows_the_quarter_that_runs(world):
    quoted("Somebody", world)

    page, html = get(factories.publisher())

    today = timezone.localdate()
    assert page.context["report"].period.first.month == 3 * ((today.month - 1) // 3) + 1
    assert "Somebody" in html


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ({"period": "2025-13"}, "period", "Choose a month, a quarter or a year."),
        ({"period": "2025", "first": "2025-01-01"}, "period", "not both"),
        ({"first": "2025-01-01"}, "last", "Choose a day"),
        ({"period": ""}, "first", "Choose a day"),
        ({"first": "yesterday", "last": "2025-01-01"}, "first", "Enter a valid date."),
        ({"first": "2025-01-02", "last": "2025-01-01"}, "last", "before the first"),
        ({"first": "2024-01-01", "last": "2025-01-01"}, "last", "at most 366 days"),
        ({"first": "0001-01-01", "last": "0001-01-02"}, "last", "from 1900 to 2999"),
        ({"first": "9999-12-31", "last": "9999-12-31"}, "last", "from 1900 to 2999"),
        ({"period": "\0"}, "period", "Null characters"),
    ],
)
@pytest.mark.parametrize("url", [PAGE, FILE])
def test_what_cannot_be_is_said_beside_its_field_and_kept(url, asked, field, said):
    page, html = get(factories.publisher(), url, **asked)

    assert page.status_code == 422
    assert said in " ".join(page.context["form"].errors[field])
    assert all(f'value="{typed}"' in html for typed in asked.values() if "\0" not in typed)


def test_a_period_that_is_not_offered_any_more_stays_chosen():
    page, html = get(factories.publisher(), period="1999-Q2")

    assert page.status_code == 200
    assert '<option value="1999-Q2" selected>' in html
    assert "Second quarter of 1999" in html


def test_two_days_are_a_period(world):
    quoted("Somebody", world)
    today = timezone.localdate().isoformat()

    _, html = get(factories.publisher(), first=today, last=today, section="world")

    assert "Somebody" in html


def test_days_without_a_quotation_say_so():
    _, html = get(factories.publisher(), period="1999")

    assert "No story of these days quotes anybody" in html


# What is shown


def test_every_bar_stands_in_a_table_that_says_the_same(world):
    quoted("Somebody", world)

    _, html = get(factories.publisher())

    assert html.count("<svg") == html.count('aria-hidden="true" focusable="false"><rect')
    assert '<table aria-labelledby="figure-people">' in html
    assert 'style="' not in html


def test_many_voices_cost_as_many_queries_as_few(world, django_assert_num_queries):
    browser = desk.client(factories.publisher())
    for number in range(6):
        quoted(f"Somebody {number}", world)

    with django_assert_num_queries(13):
        browser.get(PAGE)


# As a file


def test_the_file_has_the_figures_of_the_page(world):
    edition = quoted("Somebody", world)

    rows = exported(factories.publisher(), section="world", period=str(edition.live_from.year))

    [person] = [row for row in rows if row["figure"] == "people"]
    assert (person["about"], person["count"], person["percent"]) == ("Somebody", "1", "100.0")
    assert person["sections"] == "World"
    [first] = [row for row in rows if row["figure"] == "first_voices"]
    assert (first["story"], first["address"]) == (edition.headline, edition.path)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_of_the_file_is_a_formula(world, name):
    quote = factories.quote("Yes.", factories.organization(name))
    factories.published(section=world, headline=name, body=factories.quoting(quote))

    rows = exported(factories.publisher())

    [body] = [row for row in rows if row["figure"] == "organizations"]
    [first] = [row for row in rows if row["figure"] == "first_voices"]
    assert (body["about"], first["story"]) == (f"'{name}", f"'{name}")
