"""In how many articles each word stands, after whatever the desk does; and an edition's terms."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import rebuilding, vocabulary
from articles.models import Edition, EditionKey, KeyCount, Term
from articles.workflow import Refused
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = ("ceasefire", "patrol", "budget", "drought")


def counts() -> dict[str, int]:
    return dict(Term.objects.exclude(count=0).values_list("word", "count"))


def recounted() -> dict[str, int]:
    """Count from the editions themselves in how many articles each word stands."""
    lasting = Edition.objects.standing().filter(live_until__gt=timezone.now(), retracted=False)
    on = {(e.article_id, word) for e in lasting for _, word in vocabulary.words_of(e)}
    return dict(Counter(word for _, word in on))


def rebuild() -> None:
    call_command("rebuild_keys", verbosity=0)


def terms_of(edition: Edition) -> dict[str, float]:
    rows = edition.keys.filter(key__range=EditionKey.range_of(EditionKey.Kind.TERM))
    weights = {
        key - EditionKey.of(EditionKey.Kind.TERM, 0): w
        for key, w in rows.values_list("key", "weight")
    }
    return {term.word: weights[pk] for pk, term in Term.objects.in_bulk(weights).items()}


STEPS = {
    "publish": lambda article, body: factories.updated(article, body=body),
    "correct": lambda article, body: factories.updated(
        factories.correction(article.live_edition()).article, body=body
    ),
    "schedule": lambda article, body: factories.ready(article, body=body).publish(
        factories.publisher(), article.version, factories.tomorrow(), note="More."
    ),
    "cancel": lambda article, body: article.cancel(factories.publisher()),
    "withdraw": lambda article, body: article.withdraw(factories.publisher(), "error", "So."),
    "retract": lambda article, body: article.retract(factories.publisher(), "It was made up."),
    "reinstate": lambda article, body: article.reinstate(factories.publisher(), "It stands."),
}
some_steps = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 1), st.sets(st.sampled_from(WORDS))),
    min_size=1,
    max_size=7,
)


@given(steps=some_steps)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_counts_of_words_equal_a_rebuild_after_whatever_the_desk_does(steps):
    with transaction.atomic():
        stories = [factories.draft(headline=name) for name in ("Alpha", "Beta")]

        for verb, story, words in steps:
            attempt(verb, stories[story], f"<p>{' '.join(sorted(words))}</p>")

        after_the_desk = counts()
        assert after_the_desk == recounted()
        rebuild()
        assert counts() == after_the_desk
        transaction.set_rollback(True)


def attempt(verb, article, body) -> None:
    """Do what the desk may do now; what it refuses changes nothing."""
    try:
        with transaction.atomic():
            if article.live_edition() or verb in ("publish", "schedule", "reinstate"):
                STEPS[verb](article, body)
    except Refused:
        article.refresh_from_db()


def test_terms_of_an_edition_are_its_keys():
    edition = factories.published(headline="Ceasefire talks", body="<p>Patrols, patrols.</p>")

    assert set(terms_of(edition)) == {"ceasefir", "talk", "patrol"}


def test_language_of_a_story_decides_what_its_words_are():
    edition = factories.published(headline="Les négociations", language="fr")

    assert set(terms_of(edition)) == {"négoci"}
    assert set(Term.objects.values_list("language", flat=True)) == {"fr"}


def test_wrong_and_lost_counts_are_set_right(monkeypatch):
    monkeypatch.setattr(rebuilding, "ARTICLES", 2)
    for word in WORDS:
        factories.published(body=f"<p>{word}</p>")
    before = counts()
    Term.objects.filter(word="patrol").delete()
    Term.objects.update(count=77, recount=77)

    rebuild()

    assert counts() == before


def test_count_that_was_cut_short_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(rebuilding, "ARTICLES", 1)
    for word in WORDS:
        factories.published(body=f"<p>{word}</p>")
    before = counts()
    Term.objects.update(count=77)
    cut_short = rebuilding.count_words()
    next(cut_short), next(cut_short)
    cut_short.close()

    left = rebuilding.uncounted()
    rebuild()

    assert left == 2
    assert counts() == before
    assert not KeyCount.objects.filter(key=KeyCount.RECOUNTED).exists()


def test_what_is_published_while_words_are_counted_counts_once(monkeypatch):
    monkeypatch.setattr(rebuilding, "ARTICLES", 1)
    stories = [factories.published(body=f"<p>{word}</p>").article for word in WORDS]
    counted = rebuilding.count_words()
    next(counted), next(counted)

    factories.updated(stories[0], body="<p>drought</p>")
    factories.updated(stories[-1], body="<p>ceasefire</p>")
    factories.published(body="<p>ceasefire</p>")
    next(counted)
    factories.updated(stories[1], body="<p>ceasefire</p>")
    for _ in counted:
        pass

    assert counts() == recounted()
