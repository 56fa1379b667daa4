"""The demo newsroom's register holds together: who held which office, who said what, who writes."""

import re
from collections import Counter

import pytest

from tests.articles.demo_data import (
    IMAGES,
    ORGANIZATIONS,
    PEOPLE,
    QUOTES,
    REGISTER,
    STAFF,
    TAXONOMY,
    keys,
    plain,
)

ORGANIZATION_KINDS = {
    *("government", "military", "party", "company", "research", "media", "international"),
    *("ngo", "other"),
}
PARTIAL_DATE = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")


def test_no_key_is_given_twice():
    everything = [
        *keys(REGISTER["person"]),
        *keys(REGISTER["organization"]),
        *keys(REGISTER["quote"]),
        *keys(TAXONOMY["section"]),
        *keys(IMAGES),
    ]

    repeated = [key for key, count in Counter(everything).items() if count > 1]

    assert repeated == []


@pytest.mark.parametrize("organization", ORGANIZATIONS.values(), ids=list(ORGANIZATIONS))
def test_an_organization_has_a_known_kind_and_says_what_it_is(organization):
    kind, description = organization["kind"], organization["description"]

    assert kind in ORGANIZATION_KINDS
    assert description


@pytest.mark.parametrize("person", PEOPLE.values(), ids=list(PEOPLE))
def test_roles_have_partial_dates_in_order_and_known_organizations(person):
    for role in person.get("role", []):
        started, ended = role["started_on"], role["ended_on"]

        assert PARTIAL_DATE.fullmatch(started)
        assert PARTIAL_DATE.fullmatch(ended)
        assert not ended or started <= ended
        assert not role["organization"] or role["organization"] in ORGANIZATIONS


@pytest.mark.parametrize(
    ("person", "title", "started", "ended"),
    [
        ("michel-aoun", "President of Lebanon", "2016-10-31", "2022-10-30"),
        ("joseph-aoun", "Commander of the Lebanese Armed Forces", "2017-03-08", "2025-01-09"),
        ("joseph-aoun", "President of Lebanon", "2025-01-09", ""),
        ("naim-qassem", "Deputy Secretary-General of Hezbollah", "1991", "2024-10-29"),
        ("naim-qassem", "Secretary-General of Hezbollah", "2024-10-29", ""),
        ("hassan-nasrallah", "Secretary-General of Hezbollah", "1992", "2024-09-27"),
        ("simon-karam", "Ambassador of Lebanon to the United States", "1992", "1993"),
        (
            *("simon-karam", "Head of Lebanon's delegation, truce-monitoring talks"),
            *("2025-12-03", ""),
        ),
        ("uri-resnick", "Deputy Director for Foreign Policy", "", ""),
        ("sami-nader", "Director", "", ""),
        ("riad-tabbarah", "Ambassador of Lebanon to the United States", "", ""),
    ],
)
def test_the_register_knows_who_held_which_office_when(person, title, started, ended):
    roles = PEOPLE[person]["role"]

    held = [(role["title"], role["started_on"], role["ended_on"]) for role in roles]

    assert (title, started, ended) in held


def test_an_office_that_ended_on_an_unknown_day_is_said_to_have_ended():
    (role,) = PEOPLE["riad-tabbarah"]["role"]

    ended = role["ended"]

    assert ended is True


@pytest.mark.parametrize("quote", QUOTES.values(), ids=list(QUOTES))
def test_a_quote_has_a_speaker_words_a_day_and_an_office_the_speaker_held(quote):
    speaker = PEOPLE[quote["speaker"]]

    titles = [role["title"] for role in speaker.get("role", [])]

    assert quote["words"] == plain(quote["words"])
    assert quote["venue"]
    assert quote.get("said_on") or quote["said_days_before"] > 0
    assert quote["terms"] == "on_record"
    assert not quote["role"] or quote["role"] in titles


def test_real_people_say_only_what_is_on_record():
    real = {"michel-aoun", "joseph-aoun", "naim-qassem", "hassan-nasrallah", "simon-karam"}
    real |= {"uri-resnick", "sami-nader", "riad-tabbarah"}

    said = {(quote["speaker"], quote["words"]) for quote in QUOTES.values()}

    assert {line for line in said if line[0] in real} == {
        ("michel-aoun", "We are committed to this option"),
        ("joseph-aoun", "We are committed to this option"),
        ("naim-qassem", "stance, aggression or occupation"),
    }


def test_demo_accounts_and_staff_writers_name_each_other():
    accounts = {(row["username"], row["person"]) for row in STAFF if row["person"]}

    writers = {(person["user"], key) for key, person in PEOPLE.items() if person.get("user")}

    assert accounts == writers
    assert {row["username"] for row in STAFF} == {
        *("reporter", "copyeditor", "editor", "publisher", "admin"),
    }
