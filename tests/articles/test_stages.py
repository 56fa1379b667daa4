"""The verbs of the working copy: what they move, what they refuse, what they leave behind."""

import pytest

from articles.models import Article, Event
from articles.workflow import Refused
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db

VERBS = {
    "submit": lambda article, by, version: article.submit(by, version),
    "return": lambda article, by, version: article.return_to_writer(by, version, "Too long."),
    "approve": lambda article, by, version: article.approve(by, version),
    "publish": lambda article, by, version: article.publish(by, version),
    "cancel": lambda article, by, version: article.cancel(by),
    "withdraw": lambda article, by, version: article.withdraw(by, "error", "Not ready."),
}
STORIES = {
    "draft": factories.draft,
    "in_review": factories.submitted,
    "approved": factories.approved,
    "scheduled": lambda **story: factories.scheduled(**story).article,
    "live": lambda **story: factories.published(**story).article,
}


def state_of(article: Article) -> dict:
    return Article.objects.values().get(pk=article.pk) | {
        "editions": list(article.editions.values("number", "live_until"))
    }


# What moves where


@pytest.mark.parametrize(
    ("before", "verb", "after"),
    [
        ("draft", "submit", "in_review"),
        ("in_review", "return", "draft"),
        ("approved", "return", "draft"),
        ("in_review", "approve", "approved"),
        ("approved", "publish", "approved"),
        ("scheduled", "cancel", "approved"),
        ("live", "withdraw", "approved"),
    ],
)
def test_verb_moves_a_story_to_its_stage(before, verb, after):
    article = STORIES[before]()

    VERBS[verb](article, factories.publisher(), article.version)

    assert Article.objects.get().stage == after


@pytest.mark.parametrize(
    ("before", "verb"),
    [
        ("in_review", "submit"),
        ("approved", "submit"),
        ("live", "submit"),
        ("draft", "return"),
        ("draft", "approve"),
        ("approved", "approve"),
        ("live", "approve"),
        ("draft", "publish"),
        ("in_review", "publish"),
        ("draft", "cancel"),
        ("approved", "cancel"),
        ("live", "cancel"),
        ("draft", "withdraw"),
        ("approved", "withdraw"),
        ("scheduled", "withdraw"),
    ],
)
def test_verb_is_refused_where_the_story_does_not_stand_for_it(before, verb):
    article = STORIES[before]()
    stands = state_of(article)

    with pytest.raises(Refused):
        VERBS[verb](article, factories.publisher(), article.version)

    assert state_of(article) == stands


def test_approval_names_the_version_and_who_gave_it():
    article = factories.submitted()

    article.approve(factories.publisher(), article.version)

    approved = Article.objects.get()
    assert (approved.approved_version, approved.approved_by) == (1, factories.publisher())


def test_return_takes_the_approval_away():
    article = factories.approved()

    article.return_to_writer(factories.publisher(), article.version, "Too long.")

    returned = Article.objects.get()
    assert (returned.approved_version, returned.approved_by) == (None, None)


def test_approver_may_publish_too():
    article = factories.submitted()
    second = factories.publisher()
    article.approve(second, article.version)

    edition = article.publish(second, article.version)

    assert edition.approved_by == edition.published_by == second


# Saving


@pytest.mark.parametrize(
    ("before", "after"),
    [("draft", "draft"), ("in_review", "in_review"), ("approved", "draft"), ("live", "draft")],
)
def test_saving_leaves_a_story_where_it_is_unless_it_was_approved(before, after):
    article = STORIES[before]()

    factories.edit(article, headline="Another headline")

    assert Article.objects.get().stage == after


def test_saving_voids_the_approval():
    article = factories.approved()

    factories.edit(article, headline="Another headline")

    saved = Article.objects.get()
    assert (saved.version, saved.approved_version, saved.approved_by) == (2, None, None)


def test_saving_the_same_again_makes_no_version_and_keeps_the_approval():
    article = factories.approved(tags=[factories.tag()])

    factories.edit(article, headline=article.headline)

    assert Article.objects.get().approved_version == 1


def test_versions_are_numbered_and_keep_what_was_saved_and_by_whom():
    article = factories.draft(headline="First")
    second = factories.publisher()

    factories.edit(article, by=second, headline="Second")

    kept = [(v.number, v.values["headline"], v.saved_by) for v in article.versions.all()]
    assert kept == [(2, "Second", second), (1, "First", article.created_by)]


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Beirut’s Navigator", "beiruts-navigator"),
        ("بيروت", "بيروت"),
        ("x" * 200, "x" * 120),
    ],
)
def test_first_save_makes_an_address_of_the_headline(headline, slug):
    article = factories.draft(headline=headline, slug="")

    assert article.slug == slug


def test_headline_without_a_letter_gives_the_uid_as_address():
    article = factories.draft(headline="???", slug="")

    assert article.slug == str(article.uid)


def test_address_stays_when_the_headline_changes():
    article = factories.draft(headline="Before", slug="")

    factories.edit(article, headline="After")

    assert article.slug == "before"


# Stale screens


@pytest.mark.parametrize(
    ("before", "verb"),
    [
        ("draft", "submit"),
        ("in_review", "return"),
        ("in_review", "approve"),
        ("approved", "publish"),
    ],
)
@pytest.mark.parametrize("seen", [0, 1, 3])
def test_verb_on_another_version_than_the_last_is_refused(before, verb, seen):
    article = factories.edit(factories.draft())
    for step in ["submit", "approve"][: list(STORIES).index(before)]:
        VERBS[step](article, factories.publisher(), 2)

    with pytest.raises(Refused, match=f"you saw version {seen}, it now has version 2"):
        VERBS[verb](article, factories.publisher(), seen)

    assert Article.objects.get().stage == before


def test_what_was_approved_and_then_edited_is_not_published():
    article = factories.approved()
    factories.edit(article, headline="Sneaked in")

    with pytest.raises(Refused, match="not approved"):
        article.publish(factories.publisher(), article.version)

    assert not article.editions.exists()


def test_what_was_approved_edited_and_edited_back_needs_another_approval():
    article = factories.approved(headline="Approved")
    factories.edit(article, headline="Sneaked in")
    factories.edit(article, headline="Approved")

    with pytest.raises(Refused, match="not approved"):
        article.publish(factories.publisher(), article.version)

    assert not article.editions.exists()


# One's own story


@pytest.mark.parametrize(("before", "verb"), [("in_review", "approve"), ("approved", "publish")])
def test_who_wrote_a_story_is_told_that_a_second_person_approves_and_publishes(before, verb):
    author = factories.user(UserRole.PUBLISHER)
    article = STORIES[before](by=author)

    with pytest.raises(Refused, match="own story"):
        VERBS[verb](article, author, article.version)

    assert Article.objects.get().stage == before


def test_who_joins_the_bylines_after_approving_does_not_publish():
    publisher = factories.publisher()
    article = factories.approved()
    article.bylines.create(person=factories.person(user=publisher))

    with pytest.raises(Refused, match="own story"):
        article.publish(publisher, article.version)

    assert not article.editions.exists()


# Events


@pytest.mark.parametrize(
    ("before", "verb", "recorded"),
    [
        ("draft", "submit", "submit"),
        ("in_review", "return", "return_to_writer"),
        ("in_review", "approve", "approve"),
        ("approved", "publish", "publish"),
        ("scheduled", "cancel", "cancel"),
        ("live", "withdraw", "withdraw"),
    ],
)
def test_verb_leaves_one_event_that_names_story_version_and_person(before, verb, recorded):
    article = STORIES[before]()
    earlier = set(Event.objects.all())

    VERBS[verb](article, factories.publisher(), article.version)

    (event,) = set(Event.objects.all()) - earlier
    assert (event.verb, event.article, event.version, event.by) == (
        recorded,
        article,
        article.version,
        factories.publisher(),
    )


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("before", STORIES)
def test_refused_verb_leaves_neither_event_nor_change(before, verb):
    article = STORIES[before]()
    stands, events = state_of(article), Event.objects.count()

    with pytest.raises(Refused):
        VERBS[verb](article, factories.user(UserRole.COPY_EDITOR), article.version)

    assert (state_of(article), Event.objects.count()) == (stands, events)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_story_is_not_returned_without_saying_what_to_do(reason):
    article = factories.submitted()

    with pytest.raises(Refused, match="Say what the writer should do"):
        article.return_to_writer(factories.publisher(), article.version, reason)

    assert article.stage == "in_review"


def test_what_waits_to_be_published_is_not_returned():
    edition = factories.scheduled()

    with pytest.raises(Refused, match="call it off first"):
        edition.article.return_to_writer(factories.publisher(), edition.version, "Wait.")

    assert edition.article.waiting_edition() == edition
