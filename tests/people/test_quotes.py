from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.dates import PartialDate
from people.languages import is_code
from people.models import Quote
from people.models.quote import CONDITIONS, PRINTED
from tests import factories

pytestmark = pytest.mark.django_db

STORY_DAY = PartialDate.parse("2025-12-07")


# As what somebody spoke


def test_quote_prints_the_only_role_held_when_the_words_were_said():
    aoun = factories.person("Michel Aoun")
    factories.role(aoun, "President", started_on="2016-10-31", ended_on="2022-10-30")
    factories.role(aoun, "Party leader", started_on="1994", ended_on="2015-08")

    said = factories.quote(speaker=aoun, said_on="2020-03").printed_as(STORY_DAY)

    assert said == "President"


def test_quote_of_unknown_day_is_judged_on_the_day_of_the_story():
    aoun = factories.person("Joseph Aoun")
    factories.role(aoun, "Army commander", started_on="2017-03-08", ended_on="2025-01-09")
    factories.role(aoun, "President", started_on="2025-01-10")

    said = factories.quote(speaker=aoun).printed_as(STORY_DAY)

    assert said == "President"


def test_quote_of_a_former_office_holder_says_former():
    aoun = factories.person("Michel Aoun")
    factories.role(aoun, "President", started_on="2016-10-31", ended_on="2022-10-30")

    said = factories.quote(speaker=aoun, said_on="2025-12-06").printed_as(STORY_DAY)

    assert said == "Former President"


def test_chosen_role_comes_before_the_one_of_the_day():
    speaker = factories.person()
    factories.role(speaker, "Minister", started_on="2020")
    chosen = factories.role(speaker, "Party leader", started_on="2010")

    said = factories.quote(speaker=speaker, role=chosen, said_on="2025").printed_as(STORY_DAY)

    assert said == "Party leader"


def test_words_of_the_desk_come_before_every_role():
    speaker = factories.person()
    chosen = factories.role(speaker, "Minister", started_on="2020")

    said = factories.quote(speaker=speaker, role=chosen, described_as="a neighbour")

    assert said.printed_as(STORY_DAY) == "a neighbour"


@pytest.mark.parametrize("speaker", [None, "Interim Force"])
def test_who_is_no_person_has_only_the_description_given(speaker):
    force = speaker and factories.organization(speaker)

    said = factories.quote(speaker=force, described_as="a source at headquarters")

    assert said.printed_as(STORY_DAY) == "a source at headquarters"


# What nobody can store


def test_database_refuses_two_speakers():
    speakers = {
        "speaker_person": factories.person(),
        "speaker_organization": factories.organization(),
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Quote.objects.create(words="Yes.", **speakers)


def test_database_refuses_words_of_nobody():
    with pytest.raises(IntegrityError), transaction.atomic():
        Quote.objects.create(words="Yes.")


def test_database_refuses_a_day_that_is_no_partial_date():
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.quote(said_on="yesterday")


def test_database_refuses_a_taker_who_verifies():
    taker = factories.reporter()

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.quote(taken_by=taker, verified_by=taker)


def test_readers_are_told_why_a_source_is_not_named():
    unnamed = Quote(words="Yes.", described_as="a diplomat", terms=Quote.Terms.ANONYMOUS)

    with pytest.raises(ValidationError) as refusal:
        unnamed.full_clean()

    assert list(refusal.value.message_dict) == ["anonymity_reason"]


@pytest.mark.parametrize("terms", ["background", "anonymous"])
def test_who_does_not_speak_on_the_record_is_not_named(terms):
    speaker = factories.person()
    named = Quote(words="Yes.", speaker_person=speaker, terms=terms, anonymity_reason="fear")

    with pytest.raises(ValidationError) as refusal:
        named.full_clean()

    assert "terms" in refusal.value.message_dict


@pytest.mark.parametrize("terms", ["background", "anonymous"])
def test_database_names_nobody_who_does_not_speak_on_the_record(terms):
    speaker = factories.person()

    with pytest.raises(IntegrityError), transaction.atomic():
        Quote.objects.create(words="Yes.", speaker_person=speaker, terms=terms)


def test_unnamed_source_does_not_speak_on_the_record():
    unnamed = Quote(words="Yes.", described_as="a diplomat", anonymity_reason="fear")

    with pytest.raises(ValidationError) as refusal:
        unnamed.full_clean()

    assert list(refusal.value.message_dict) == ["terms"]


def test_role_of_somebody_else_is_refused():
    theirs = factories.role(factories.person(), "Minister")
    said = Quote(words="Yes.", speaker_person=factories.person(), role=theirs)

    with pytest.raises(ValidationError) as refusal:
        said.full_clean()

    assert list(refusal.value.message_dict) == ["role"]


@pytest.mark.parametrize(
    ("said_on", "refused"),
    [
        ("2022-10-30", False),
        ("2022-10", False),
        ("2022-10-31", True),
        ("2025-12-05", True),
        ("2016-10-30", True),
        ("2016", False),
        ("2015", True),
        ("", False),
    ],
)
def test_role_that_was_certainly_not_held_on_that_day_is_refused(said_on, refused):
    aoun = factories.person("Michel Aoun")
    president = factories.role(aoun, "President", started_on="2016-10-31", ended_on="2022-10-30")
    said = Quote(words="Yes.", speaker_person=aoun, role=president, said_on=said_on)

    problems = errors(said)

    told = "This role was not held on that day: President, 2016-10-31 to 2022-10-30."
    assert problems == ({"role": [told]} if refused else {})


@pytest.mark.parametrize(
    ("days", "refused"), [(-1, False), (0, False), (1, True)], ids=["past", "today", "tomorrow"]
)
def test_words_that_are_still_to_be_said_are_refused(days, refused):
    day = timezone.localdate() + timedelta(days)
    said = Quote(words="Yes.", speaker_person=factories.person(), said_on=day.isoformat())

    assert list(errors(said)) == (["said_on"] if refused else [])


def test_month_that_is_not_over_is_no_day_to_come():
    month = f"{timezone.localdate():%Y-%m}"

    assert errors(Quote(words="Yes.", speaker_person=factories.person(), said_on=month)) == {}


def test_day_that_is_no_day_is_refused_with_a_role_beside_it():
    aoun = factories.person("Michel Aoun")
    role = factories.role(aoun, "President", started_on="2016")

    said = Quote(words="Yes.", speaker_person=aoun, role=role, said_on="yesterday")

    assert list(errors(said)) == ["said_on"]


def errors(quote):
    """Return what a form would say of a quote, by field."""
    try:
        quote.full_clean()
    except ValidationError as refusal:
        return refusal.message_dict
    return {}


# What is affirmed of a quote


def test_database_refuses_a_taker_who_approves():
    taker = factories.publisher()

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.unnamed(taken_by=taker, anonymity_approved_by=taker)


@pytest.mark.parametrize("missing", [*CONDITIONS, "known_to"])
def test_database_refuses_an_approval_without_every_condition(missing):
    lacking = {missing: None if missing == "known_to" else False}

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.unnamed(anonymity_approved_by=factories.publisher(), **lacking)


def test_taker_is_not_the_one_besides_who_knows():
    taker = factories.publisher()
    said = factories.unnamed(taken_by=taker, known_to=taker)

    with pytest.raises(ValidationError) as refusal:
        said.full_clean()

    assert list(refusal.value.message_dict) == ["known_to"]


def test_all_that_readers_get_of_a_quote_is_verified():
    edition = factories.published(body=factories.quoting(factories.quote()))
    (printed,) = edition.content["quotations"]
    derived = {"id", "speaker", "organization"}

    assert set(printed) - derived == set(PRINTED) - {
        "speaker_person",
        "speaker_organization",
        "role",
    }


@pytest.mark.parametrize(
    ("field", "voids"),
    [*((name, True) for name in PRINTED), ("evidence_note", False), ("known_to", False)],
)
def test_verification_holds_for_what_was_verified(field, voids):
    said = factories.quote(verified_by=factories.publisher())

    said.void([field])

    assert (said.verified_by is None) == voids


@pytest.mark.parametrize("field", ["words", "described_as", "anonymity_reason", *CONDITIONS])
def test_approval_holds_for_what_was_approved(field):
    said = factories.unnamed(anonymity_approved_by=factories.publisher())

    said.void([field])

    assert said.anonymity_approved_by is None


# Translations

TRANSLATED = {"original_words": "نعم", "original_language": "ar", "translator": "Rana Haddad"}


def test_translation_names_its_language_and_who_translated():
    said = Quote(words="Yes.", speaker_person=factories.person(), **TRANSLATED)

    said.full_clean()


@pytest.mark.parametrize("missing", list(TRANSLATED))
def test_translation_that_leaves_something_out_is_refused_beside_it(missing):
    given = TRANSLATED | {missing: ""}
    said = Quote(words="Yes.", speaker_person=factories.person(), **given)

    with pytest.raises(ValidationError) as refusal:
        said.full_clean()

    assert list(refusal.value.message_dict) == [missing]


@pytest.mark.parametrize("code", ["Arabic", "xx", "ar_LB", "AR", "ar-lb", "qqq", "ar-", "a"])
def test_language_that_there_is_not_is_refused(code):
    said = Quote(
        words="Yes.", speaker_person=factories.person(), **TRANSLATED | {"original_language": code}
    )

    with pytest.raises(ValidationError) as refusal:
        said.full_clean()

    assert list(refusal.value.message_dict) == ["original_language"]


@pytest.mark.parametrize("code", ["ar", "he", "pt-BR", "zh-Hant-TW", "ckb", "es-419"])
def test_codes_of_languages_are_known(code):
    assert is_code(code)


# The role


def test_quote_with_its_role_outlives_the_role():
    speaker = factories.person()
    held = factories.role(speaker, "Minister")
    said = factories.quote(speaker=speaker, role=held)

    held.delete()

    said.refresh_from_db()
    assert said.role is None


# Finding one


def test_every_word_sought_is_in_the_quote_or_its_speakers_name():
    aoun = factories.person("Joseph Aoun")
    sought = factories.quote("The option is negotiation.", aoun)
    factories.quote("The option is war.", factories.person("Naim Qassem"))

    found = Quote.objects.matching("aoun negotiation")

    assert list(found) == [sought]
