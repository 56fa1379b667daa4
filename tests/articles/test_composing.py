"""What an edition prints, and that it goes on printing it whatever happens to the records."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Correction, Edition, Image, Section, Tag
from people.models import Person, Quote, Role
from tests import factories

pytestmark = pytest.mark.django_db


# Names of the day


def test_names_and_roles_of_today_do_not_alter_an_old_edition():
    speaker = factories.person("Joseph Aoun")
    factories.role(speaker, "Army commander", started_on="2017")
    said = factories.quote("Yes.", speaker)
    factories.published(
        body=factories.quoting(said),
        about_people=[speaker],
        bylines=[speaker],
        tags=[factories.tag("Talks")],
        image=factories.image(caption="Naqoura"),
    )
    printed = Edition.objects.values().get()

    Person.objects.update(name="General Aoun", slug="general-aoun")
    Role.objects.update(title="President")
    Quote.objects.update(words="No.")
    Tag.objects.update(name="War", slug="war")
    Image.objects.update(caption="Beirut")
    Section.objects.update(name="Renamed", slug="renamed")

    assert Edition.objects.values().get() == printed


def test_next_edition_prints_the_names_of_its_own_day():
    subject = factories.person("Joseph Aoun")
    first = factories.published(about_people=[subject])
    Person.objects.update(name="General Aoun")

    second = factories.updated(first.article)

    names = [edition.content["about"][0]["name"] for edition in (first, second)]
    assert names == ["Joseph Aoun", "General Aoun"]


def test_kicker_is_the_sections_name_unless_there_is_one():
    shelf = factories.section("World")

    kickers = [factories.published(section=shelf, kicker=k).content["kicker"] for k in ("", "War")]

    assert kickers == ["World", "War"]


def test_titles_are_those_of_the_day_of_first_publication():
    today, writer = timezone.localdate(), factories.person("Ann Writer")
    factories.role(writer, "Reporter", started_on="2020", ended_on=f"{today}")
    factories.role(writer, "Chief reporter", started_on=f"{today + timedelta(days=1)}")
    first = factories.published(bylines=[writer])

    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        second = factories.updated(first.article)

    titles = [edition.content["bylines"][0]["title"] for edition in (first, second)]
    assert titles == ["Reporter", "Reporter"]


def test_speaker_is_described_as_on_the_day_the_words_were_said():
    speaker = factories.person("Michel Aoun")
    factories.role(speaker, "President", started_on="2016-10-31", ended_on="2022-10-30")
    said = factories.quote("Yes.", speaker, said_on="2020-05")

    edition = factories.published(body=factories.quoting(said), about_people=[speaker])

    assert edition.content["quotations"][0]["described_as"] == "President"
    assert edition.content["about"][0]["title"] == "Former President"


def test_words_within_a_sentence_are_a_quotation_of_the_edition():
    speaker = factories.person("Michel Aoun")
    said = factories.quote("We have to, one day, talk to them.", speaker)
    words = f'<q data-quote="{said.pk}">'

    edition = factories.published(
        body=f"<p>“{words}We have to</q>”, he said, “{words}talk to them</q>.”</p>"
    )

    (quotation,) = edition.content["quotations"]
    assert quotation["words"] == "We have to … talk to them"
    assert quotation["speaker"]["name"] == "Michel Aoun"


def test_agency_in_a_byline_has_no_title():
    agency = factories.organization("Agence Levant")

    edition = factories.published(bylines=[agency])

    assert edition.content["bylines"] == [
        {
            "role": "writing",
            "kind": "organization",
            "id": agency.pk,
            "name": "Agence Levant",
            "slug": "agence-levant",
            "title": "",
        }
    ]


# Who is not shown, and what is not


def test_private_individual_is_printed_without_a_link():
    someone = factories.person("Amal", standing=Person.Standing.PRIVATE)
    said = factories.quote("We stayed.", someone)

    edition = factories.published(
        body=factories.quoting(said), about_people=[someone], bylines=[someone]
    )

    content = edition.content
    entries = [content["quotations"][0]["speaker"], content["about"][0], content["bylines"][0]]
    assert [(entry["name"], entry["slug"]) for entry in entries] == [("Amal", "")] * 3


def test_unnamed_source_is_printed_with_description_and_reason():
    said = factories.quote(
        "Yes.", described_as="a Western diplomat", anonymity_reason="who may not speak"
    )

    edition = factories.published(body=factories.quoting(said))

    (quotation,) = edition.content["quotations"]
    assert quotation["speaker"] is None
    assert quotation["described_as"] == "a Western diplomat"
    assert quotation["anonymity_reason"] == "who may not speak"


def test_edition_keeps_nothing_of_what_records_keep_private():
    speaker = factories.person(private_note="PRIVATE-1")
    quotes = [
        factories.quote(speaker=speaker, evidence_note="PRIVATE-2"),
        factories.quote(anonymity_note="PRIVATE-3", known_to=factories.user(username="PRIVATE-4")),
    ]

    factories.published(body=factories.quoting(*quotes), about_people=[speaker])

    stored = json.dumps(Edition.objects.values().get(), default=str)
    assert "PRIVATE" not in stored


def test_quote_that_the_body_does_not_print_is_not_in_the_edition():
    printed, _ = factories.quote("Yes."), factories.quote("No.")

    edition = factories.published(body=factories.quoting(printed))

    assert [q["id"] for q in edition.content["quotations"]] == [printed.pk]


def test_quotations_stand_in_the_order_of_the_body():
    quotes = [factories.quote(words) for words in ("One.", "Two.", "Three.")]

    edition = factories.published(body=factories.quoting(*reversed(quotes)))

    assert [q["words"] for q in edition.content["quotations"]] == ["Three.", "Two.", "One."]


def test_quote_whose_record_is_gone_stays_in_the_body_alone():
    edition = factories.published(body='<blockquote data-quote="77"><p>Yes.</p></blockquote>')

    assert edition.content["quotations"] == []
    assert 'data-quote="77"' in edition.body


def test_picture_has_its_own_words_here_or_those_of_the_library():
    picture = factories.image(alt="A road", caption="Near Naqoura")

    edition = factories.published(image=picture, image_caption="The road to the talks")

    printed = edition.content["image"]
    assert (printed["alt"], printed["caption"]) == ("A road", "The road to the talks")
    assert printed["url"] == f"/media/{picture.file.name}"


# Corrections


def test_approved_correction_is_printed_with_the_edition_it_corrects_and_its_day():
    first = factories.published()
    note = factories.correction(first, wrong="Michel Aoun", right="Joseph Aoun")

    second = factories.updated(first.article, change="correction")

    assert second.content["corrections"] == [
        {
            "id": note.pk,
            "kind": "correction",
            "severity": "minor",
            "wrong": "Michel Aoun",
            "right": "Joseph Aoun",
            "corrects": 1,
            "at": second.live_from.isoformat(),
        }
    ]


def test_corrections_are_carried_on_with_the_day_they_were_made():
    first = factories.published()
    factories.correction(first, wrong="One")
    second = factories.updated(first.article)
    factories.correction(second, wrong="Two")

    third = factories.updated(first.article)

    printed = [(c["wrong"], c["corrects"], c["at"]) for c in third.content["corrections"]]
    assert printed == [
        ("One", 1, second.live_from.isoformat()),
        ("Two", 2, third.live_from.isoformat()),
    ]


def test_correction_that_nobody_approved_is_not_printed():
    first = factories.published()
    first.article.corrections.create(
        corrects=first, wrong="One", right="Two", proposed_by=factories.reporter()
    )

    second = factories.updated(first.article)

    assert second.content["corrections"] == []


def test_printed_correction_stays_as_printed():
    first = factories.published()
    factories.correction(first, wrong="One")
    factories.updated(first.article)
    Correction.objects.update(wrong="Changed afterwards")

    third = factories.updated(first.article)

    assert [c["wrong"] for c in third.content["corrections"]] == ["One"]


def test_quotation_has_the_words_that_the_story_prints():
    said = factories.quote("We are committed to this option")

    edition = factories.published(
        body=f'<blockquote data-quote="{said.pk}"><p>Committed to this option</p></blockquote>'
    )

    assert edition.content["quotations"][0]["words"] == "Committed to this option"
