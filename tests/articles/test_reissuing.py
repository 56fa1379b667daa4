"""Editions that repeat an old one: roll back, retract, publish again."""

import pytest

from articles import chain, saving
from articles.models import Article, Edition, EditionKey, Event
from articles.workflow import Refused
from tests import factories

pytestmark = pytest.mark.django_db

NOTE = "We were wrong to change it."


@pytest.fixture
def changed() -> Article:
    """A live story in its second edition: another text, and one more tag."""
    first = factories.published(headline="First", body="<p>One.</p>", tags=[factories.tag()])
    tags = [*first.article.tags.all(), factories.tag()]
    factories.updated(first.article, headline="Second", body="<p>Two.</p>", tags=tags)
    return first.article


def printed(edition: Edition) -> dict:
    """What readers read of an edition, without its corrections and the time of the update."""
    content = {k: v for k, v in edition.content.items() if k not in ("corrections", "updated_at")}
    return content | {
        name: getattr(edition, name)
        for name in ("headline", "summary", "body", "kind", "section_id", "first_published_at")
    }


# Roll back


def test_rolling_back_gives_readers_the_earlier_edition_letter_for_letter(changed):
    first = changed.editions.get(number=1)

    edition = changed.roll_back(factories.publisher(), 1, NOTE)

    assert changed.live_edition() == edition
    assert (edition.number, edition.change, edition.change_text) == (3, "update", NOTE)
    assert edition.updated_at == edition.live_from
    assert printed(edition) == printed(first)


def test_names_stay_as_they_were_printed_when_a_story_is_rolled_back():
    someone = factories.person("Ann Old")
    edition = factories.published(about_people=[someone])
    factories.updated(edition.article, about_people=[])
    someone.name = "Ann New"
    someone.save()

    again = edition.article.roll_back(factories.publisher(), 1, NOTE)

    assert again.content["about"][0]["name"] == "Ann Old"


def test_working_copy_takes_up_the_version_of_the_edition_and_is_published(changed):
    first = changed.versions.get(number=1).values

    changed.roll_back(factories.publisher(), 1, NOTE)

    changed.refresh_from_db()
    assert saving.values(changed) == first
    assert (changed.stage, changed.version, changed.is_published) == ("approved", 3, True)


def test_what_was_being_written_meanwhile_is_kept_as_a_draft(changed):
    factories.edit(changed, headline="Third", tags=[factories.tag()])
    changed.submit(factories.publisher(), changed.version)
    pending = saving.values(changed)

    changed.roll_back(factories.publisher(), 1, NOTE)

    changed.refresh_from_db()
    assert saving.values(changed) == pending
    assert (changed.stage, changed.version, changed.is_published) == ("draft", 5, False)


def test_corrections_stay_when_a_story_is_rolled_back():
    first = factories.published(headline="First")
    note = factories.correction(first)
    factories.updated(first.article, headline="Second")

    edition = first.article.roll_back(factories.publisher(), 1, NOTE)

    assert [printed["id"] for printed in edition.content["corrections"]] == [note.pk]


def test_keys_follow_a_story_that_is_rolled_back(changed):
    changed.roll_back(factories.publisher(), 1, NOTE)

    tags = EditionKey.objects.filter(key__lt=EditionKey.of(EditionKey.Kind.PERSON, 0))
    assert tags.filter(edition__article=changed).count() == 1


def test_rolling_back_leaves_one_event_with_its_reason(changed):
    before = set(changed.events.values_list("pk", flat=True))

    edition = changed.roll_back(factories.publisher(), 1, NOTE)

    (event,) = changed.events.exclude(pk__in=before)
    assert (event.verb, event.edition, event.version) == ("roll_back", edition, edition.version)
    assert (event.reason, event.data) == (NOTE, {"repeats": 1})


def test_chain_holds_over_what_was_repeated(changed):
    changed.roll_back(factories.publisher(), 1, NOTE)
    changed.retract(factories.publisher(), "It was made up.")
    changed.reinstate(factories.publisher(), "It was not.")

    assert list(chain.faults(chain.stored())) == []


@pytest.mark.parametrize("number", [0, 2, 9])
def test_only_an_earlier_edition_comes_back(changed, number):
    with pytest.raises(Refused, match=r"was never live|readers get now"):
        changed.roll_back(factories.publisher(), number, NOTE)

    assert changed.editions.count() == 2


def test_edition_that_was_called_off_never_comes_back(changed):
    factories.ready(changed, headline="Third")
    factories.tomorrows(changed)
    changed.cancel(factories.publisher())

    with pytest.raises(Refused, match="Edition 3 was never live"):
        changed.roll_back(factories.publisher(), 3, NOTE)


def test_edition_that_is_withheld_never_comes_back(changed):
    changed.editions.get(number=1).withhold(factories.publisher(), "A court's order.")

    with pytest.raises(Refused, match="withheld"):
        changed.roll_back(factories.publisher(), 1, NOTE)


@pytest.mark.parametrize("note", ["", " \n"])
def test_readers_are_told_why_an_edition_comes_back(changed, note):
    with pytest.raises(Refused, match="note for readers"):
        changed.roll_back(factories.publisher(), 1, note)


@pytest.mark.parametrize("verb", ["roll_back", "retract"])
def test_nothing_is_repeated_while_another_edition_waits(changed, verb):
    factories.ready(changed, headline="Third")
    factories.tomorrows(changed)
    arguments = {"roll_back": (1, NOTE), "retract": (NOTE,)}[verb]

    with pytest.raises(Refused, match="Edition 3 waits"):
        getattr(changed, verb)(factories.publisher(), *arguments)


@pytest.mark.parametrize("role", ["Reporter", "Copy editor", "Editor", "Admin"])
@pytest.mark.parametrize("verb", ["roll_back", "retract", "reinstate"])
def test_only_a_publisher_repeats_an_edition(changed, verb, role):
    arguments = (1, NOTE) if verb == "roll_back" else (NOTE,)
    someone = factories.user(role, sections=[changed.section])

    with pytest.raises(Refused, match="You may not"):
        getattr(changed, verb)(someone, *arguments)


@pytest.mark.parametrize("verb", ["roll_back", "reinstate"])
def test_nobody_publishes_their_own_story_again(verb):
    by = factories.user("Reporter", "Publisher")
    edition = factories.published(by)
    arguments = (1, NOTE) if verb == "roll_back" else (NOTE,)

    with pytest.raises(Refused, match="your own story"):
        getattr(edition.article, verb)(by, *arguments)


# Retract


def test_retracted_story_stands_at_its_address_under_its_notice(changed):
    edition = changed.retract(factories.publisher(), "It was made up.", strike=True)

    assert changed.live_edition() == edition
    assert (edition.retracted, edition.is_struck, edition.change) == (True, True, "retraction")
    assert (edition.headline, edition.body) == ("Second", "<p>Two.</p>")
    assert edition.updated_at == edition.live_from
    (note,) = edition.content["corrections"]
    assert (note["kind"], note["severity"], note["wrong"], note["corrects"]) == (
        "retraction",
        "serious",
        "It was made up.",
        2,
    )


def test_text_of_a_retracted_story_is_left_as_it_was_unless_struck(changed):
    edition = changed.retract(factories.publisher(), "It was made up.")

    assert not edition.is_struck


def test_retracted_story_is_in_no_list_at_once(changed):
    edition = changed.retract(factories.publisher(), "It was made up.")

    assert not Edition.objects.listed(edition.live_from).filter(article=changed).exists()
    assert not EditionKey.objects.filter(edition__article=changed).exists()


def test_change_of_a_retracted_story_stays_retracted_and_struck(changed):
    changed.retract(factories.publisher(), "It was made up.", strike=True)

    edition = factories.updated(changed, summary="More on how it was made up.")

    assert (edition.retracted, edition.is_struck) == (True, True)


def test_a_retracted_story_is_published_again_and_not_rolled_back(changed):
    retracted = changed.retract(factories.publisher(), "It was made up.")

    with pytest.raises(Refused, match="“Publish again”"):
        changed.roll_back(factories.publisher(), 1, NOTE)

    assert changed.live_edition() == retracted
    assert not changed.events.filter(verb="roll_back").exists()


def test_story_is_retracted_once_and_while_it_is_live(changed):
    changed.retract(factories.publisher(), "It was made up.")

    with pytest.raises(Refused, match="retracted already"):
        changed.retract(factories.publisher(), "It was made up.")
    with pytest.raises(Refused, match="not live"):
        factories.withdrawn().retract(factories.publisher(), "It was made up.")


def test_retraction_without_a_notice_is_refused(changed):
    with pytest.raises(Refused, match="Tell readers"):
        changed.retract(factories.publisher(), " ")

    assert not changed.corrections.exists()


# Publish again


def test_retracted_story_that_is_published_again_is_listed_and_told(changed):
    changed.retract(factories.publisher(), "It was made up.", strike=True)

    edition = changed.reinstate(factories.publisher(), "It was true.")

    assert (edition.retracted, edition.is_struck, edition.change) == (False, False, "reinstated")
    assert edition.change_text == "It was true."
    assert Edition.objects.listed(edition.live_from).filter(article=changed).exists()
    assert len(edition.content["corrections"]) == 1


def test_withdrawn_story_that_is_published_again_is_what_it_was():
    article = factories.withdrawn(headline="As it was")
    last = article.editions.get()

    edition = article.reinstate(factories.publisher(), "The judge lifted the order.")

    assert article.live_edition() == edition
    assert (edition.number, edition.path, printed(edition)) == (2, last.path, printed(last))


def test_new_version_of_a_retracted_story_may_reinstate_it(changed):
    changed.retract(factories.publisher(), "It was made up.", strike=True)

    edition = factories.updated(changed, change="reinstated", headline="With the proof")

    assert (edition.retracted, edition.is_struck, edition.change) == (False, False, "reinstated")


def test_live_story_is_not_published_again(changed):
    with pytest.raises(Refused, match="nothing to publish again"):
        changed.reinstate(factories.publisher(), NOTE)


def test_story_that_was_never_live_is_not_published_again():
    with pytest.raises(Refused, match="never live"):
        factories.approved().reinstate(factories.publisher(), NOTE)


def test_embargo_holds_for_what_is_published_again():
    article = factories.withdrawn()
    article.set_embargo(factories.publisher(), factories.tomorrow())

    with pytest.raises(Refused, match="under embargo"):
        article.reinstate(factories.publisher(), NOTE)


@pytest.mark.parametrize("verb", ["roll_back", "retract", "reinstate"])
def test_refused_verb_leaves_no_trace(changed, verb):
    factories.ready(changed, headline="Third")
    factories.tomorrows(changed)
    before = (changed.versions.count(), changed.editions.count(), Event.objects.count())
    arguments = (1, NOTE) if verb == "roll_back" else (NOTE,)

    with pytest.raises(Refused):
        getattr(changed, verb)(factories.publisher(), *arguments)

    after = (changed.versions.count(), changed.editions.count(), Event.objects.count())
    assert after == before
