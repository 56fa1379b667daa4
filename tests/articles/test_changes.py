"""No silent edits: what a change of a story that readers know is called, or refused."""

import pytest

from articles.models import Article, Byline
from articles.workflow import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def quoted_otherwise(article: Article) -> Article:
    return factories.ready(article, body=factories.quoting(factories.quote("No.")))


def signed_otherwise(article: Article) -> Article:
    factories.edit(article)
    Byline.objects.create(article=article, person=factories.person())
    article.record_version(factories.reporter())
    return factories.ready(article)


CHANGES = {
    "headline": lambda article: factories.ready(article, headline="Another headline"),
    "summary": lambda article: factories.ready(article, summary="Another summary."),
    "body": lambda article: factories.ready(article, body="<p>Another text.</p>"),
    "bottom line": lambda article: factories.ready(article, bottom_line="Another end."),
    "quotations": quoted_otherwise,
    "bylines": signed_otherwise,
}


@pytest.fixture(params=CHANGES)
def changed(request) -> Article:
    """A live story, of which something that counts was changed and approved."""
    return CHANGES[request.param](factories.published().article)


def publish(article: Article, **told):
    return article.publish(factories.publisher(), article.version, **told)


def test_silent_change_is_refused(changed):
    with pytest.raises(Refused, match="Readers would not hear of this change"):
        publish(changed)

    assert changed.editions.count() == 1


def test_change_with_a_note_is_an_update(changed):
    edition = publish(changed, note="With the reply of the embassy.")

    assert (edition.change, edition.updated_at) == ("update", edition.live_from)


def test_change_that_somebody_names_minor_is_published_under_their_name(changed):
    edition = publish(changed, change="minor")

    assert (edition.change, edition.updated_at) == ("minor", None)
    assert edition.published_by == factories.publisher()


def test_change_with_an_approved_note_is_a_correction_whatever_it_was_called():
    first = factories.published()
    factories.correction(first)
    article = factories.ready(first.article, headline="The right headline")

    edition = publish(article, change="minor")

    assert edition.change == "correction"
    assert [note["corrects"] for note in edition.content["corrections"]] == [1]


def test_note_that_only_says_what_is_new_makes_an_update():
    first = factories.published()
    factories.correction(first, kind="update")
    article = factories.ready(first.article, headline="The newer headline")

    edition = publish(article)

    assert edition.change == "update"


def test_note_that_is_only_proposed_is_no_correction():
    first = factories.published()
    note = factories.correction(first)
    type(note).objects.filter(pk=note.pk).update(approved_by=None)
    article = factories.ready(first.article, headline="The right headline")

    with pytest.raises(Refused, match="No approved correction"):
        publish(article, change="correction")


def test_correction_that_was_printed_before_names_no_second_one():
    first = factories.published()
    factories.correction(first)
    publish(factories.ready(first.article, headline="The right headline"))
    article = factories.ready(first.article, headline="Yet another headline")

    with pytest.raises(Refused, match="Readers would not hear"):
        publish(article)


def test_change_that_does_not_count_is_minor_without_a_word():
    article = factories.ready(factories.published().article, tags=[factories.tag()])

    edition = publish(article)

    assert edition.change == "minor"


@pytest.mark.parametrize("note", ["", "  "])
def test_update_without_a_note_is_refused(note):
    article = factories.ready(factories.published().article)

    with pytest.raises(Refused, match="what is new"):
        publish(article, change="update", note=note)


def test_silent_change_of_a_withdrawn_story_is_refused_too():
    article = factories.ready(factories.withdrawn(), headline="Otherwise")

    with pytest.raises(Refused, match="Readers would not hear"):
        publish(article)


def test_story_that_is_not_retracted_is_not_reinstated():
    article = factories.ready(factories.published().article)

    with pytest.raises(Refused, match="not retracted"):
        publish(article, change="reinstated", note="It was right.")
