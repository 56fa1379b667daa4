"""Breaking news: one person publishes, the publishers hear of it, another one reviews."""

import pytest

from articles.models import Article
from articles.workflow import Refused
from tests import factories

pytestmark = pytest.mark.django_db

WHY = "The rocket has just come down."


@pytest.fixture
def alone():
    """A publisher at night, who also writes."""
    return factories.user("Publisher", username="night", email="night@example.org")


def breaking(by, article: Article | None = None) -> Article:
    article = article or factories.draft(by, headline="It came down")
    article.publish_breaking(by, article.version, WHY)
    article.refresh_from_db()
    return article


@pytest.mark.parametrize("make", [factories.draft, factories.submitted, factories.approved])
def test_breaking_news_is_live_at_once_from_every_stage(make, alone):
    article = make()

    edition = article.publish_breaking(alone, article.version, WHY)

    assert article.live_edition() == edition
    assert (edition.published_by, edition.approved_by) == (alone, alone)
    article.refresh_from_db()
    assert (article.stage, article.approved_version, article.is_published) == ("approved", 1, True)


def test_publisher_may_break_a_story_of_their_own(alone):
    article = breaking(alone)

    assert article.live_edition() is not None


def test_it_leaves_one_event_and_waits_for_its_review(alone):
    article = breaking(alone)

    (event,) = article.events.all()
    assert (event.verb, event.by, event.reason) == ("publish_breaking", alone, WHY)
    assert article.breaking == event


def test_other_publishers_hear_of_it_by_mail(
    alone, mailoutbox, settings, django_capture_on_commit_callbacks
):
    settings.SITE_URL = "https://news.example"
    factories.user("Publisher", email="day@example.org")
    factories.user("Publisher", email="gone@example.org", is_active=False)
    factories.user("Publisher")
    factories.user("Editor", email="editor@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        article = breaking(alone)

    (mail,) = mailoutbox
    assert mail.to == ["day@example.org"]
    assert mail.subject == "Breaking, to be reviewed: It came down"
    assert WHY in mail.body
    assert f"https://news.example{article.live_edition().path}" in mail.body
    assert f"https://news.example/desk/articles/article/{article.pk}/change/" in mail.body


def test_mail_that_cannot_go_takes_nothing_back(
    alone, settings, django_capture_on_commit_callbacks
):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1},
        }
    }
    factories.user("Publisher", email="day@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        article = breaking(alone)

    assert article.live_edition() is not None


def test_same_version_again_is_the_same_edition(alone):
    article = breaking(alone)

    again = article.publish_breaking(alone, article.version, WHY)

    assert (again.number, article.events.count()) == (1, 1)


@pytest.mark.parametrize("reason", ["", "  "])
def test_reason_is_asked_for(alone, reason):
    article = factories.draft()

    with pytest.raises(Refused, match="cannot wait"):
        article.publish_breaking(alone, article.version, reason)

    assert article.live_edition() is None


def test_stale_screen_breaks_nothing(alone):
    article = factories.edit(factories.draft())

    with pytest.raises(Refused, match="saved again"):
        article.publish_breaking(alone, 1, WHY)


def test_embargo_holds_for_breaking_news_too(alone):
    article = factories.draft()
    article.set_embargo(factories.publisher(), factories.tomorrow())

    with pytest.raises(Refused, match="under embargo"):
        article.publish_breaking(alone, article.version, WHY)


def test_readers_hear_of_what_breaks_in_a_live_story(alone):
    article = factories.edit(factories.published().article, headline="Otherwise")

    with pytest.raises(Refused, match="Readers would not hear"):
        article.publish_breaking(alone, article.version, WHY)
    edition = article.publish_breaking(alone, article.version, WHY, note="The toll has risen.")

    assert (edition.number, edition.change) == (2, "update")


@pytest.mark.parametrize("role", ["Reporter", "Copy editor", "Editor", "Admin"])
def test_only_a_publisher_breaks_news(role):
    article = factories.draft()
    someone = factories.user(role, sections=[article.section])

    with pytest.raises(Refused, match="You may not"):
        article.publish_breaking(someone, article.version, WHY)


# The review


def test_review_by_another_leaves_an_event_and_ends_the_wait(alone):
    article = breaking(alone)

    article.review_breaking(factories.publisher())

    article.refresh_from_db()
    event = article.events.first()
    assert article.breaking is None
    assert (event.verb, event.by, event.edition) == (
        "review_breaking",
        factories.publisher(),
        article.live_edition(),
    )


def test_editor_of_the_section_may_review(alone):
    article = breaking(alone)

    article.review_breaking(factories.user("Editor", sections=[article.section]))

    article.refresh_from_db()
    assert article.breaking is None


def test_who_published_it_does_not_review_it(alone):
    article = breaking(alone, factories.draft())

    with pytest.raises(Refused, match="You may not"):
        article.review_breaking(alone)


def test_who_wrote_it_does_not_review_it(alone):
    writer = factories.user("Reporter", "Publisher")
    article = breaking(alone, factories.draft(writer))

    with pytest.raises(Refused, match="your own story"):
        article.review_breaking(writer)


@pytest.mark.parametrize("role", ["Reporter", "Copy editor", "Editor", "Admin"])
def test_others_do_not_review(alone, role):
    article = breaking(alone)

    with pytest.raises(Refused, match="You may not"):
        article.review_breaking(factories.user(role))


def test_story_that_was_published_by_two_waits_for_no_review():
    article = factories.published().article

    with pytest.raises(Refused, match="nothing to review"):
        article.review_breaking(factories.publisher())
