"""The digest chain: an archive as it was made passes, and what is done behind its back shows."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles import chain, frozen
from articles.models import Article, Edition
from tests import factories

pytestmark = pytest.mark.django_db


def story_of_three_editions() -> Article:
    article = factories.published(body="<p>One.</p>").article
    factories.updated(article, body="<p>Two.</p>")
    factories.updated(article, body="<p>Three.</p>")
    return article


def behind_the_back(sql: str, *parameters: Any) -> None:
    """Run SQL as somebody would who owns the database: the triggers are taken down before."""
    connection.check_constraints()  # PostgreSQL drops no trigger while a check is still due
    frozen.drop(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
    frozen.install(connection)


def change(article: Article, number: int, column: str, value: Any) -> None:
    behind_the_back(
        f"UPDATE articles_edition SET {column} = %s WHERE article_id = %s AND number = %s",
        value,
        article.pk,
        number,
    )


def remove(article: Article, number: int) -> None:
    edition = article.editions.get(number=number)
    behind_the_back("DELETE FROM articles_event WHERE edition_id = %s", edition.pk)
    behind_the_back("DELETE FROM articles_edition WHERE id = %s", edition.pk)


def found() -> list[tuple[int, str]]:
    return [(fault.number, fault.what) for fault in chain.faults(chain.stored())]


NOT_ITS_DIGEST = "its content does not have its digest"


# As it was made


def test_archive_that_nobody_touched_has_no_fault():
    story_of_three_editions()
    factories.published()
    factories.withdrawn()

    assert found() == []


def test_loaded_archive_has_no_fault():
    call_command("generate_archive", articles=40, verbosity=0)

    assert Edition.objects.filter(number=2).exists()
    assert found() == []


def test_edition_that_was_called_off_leaves_no_gap():
    article = factories.cancelled().article
    factories.updated(article)

    assert article.editions.count() == 2
    assert found() == []


def test_stories_of_many_editions_are_walked_whole_across_batches(monkeypatch):
    monkeypatch.setattr(chain, "BATCH", 2)
    first, second = story_of_three_editions(), story_of_three_editions()

    walked = [(edition.article_id, edition.number) for edition in chain.stored()]

    assert walked == [(story.pk, number) for story in (first, second) for number in (1, 2, 3)]
    assert found() == []


# Behind its back


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("headline", "Another headline"),
        ("summary", "Another summary."),
        ("body", "<p>Something else.</p>"),
        ("path", "/world/2020/01/01/elsewhere/"),
        ("kind", "opinion"),
        ("version", 7),
        ("retracted", True),
        ("change_text", "Nothing to see here."),
        ("first_published_at", "2020-01-01 00:00:00+00:00"),
        ("origin", "import"),
        ("digest_version", 2),
    ],
)
def test_changed_column_shows(column, value):
    article = story_of_three_editions()

    change(article, 2, column, value)

    assert found() == [(2, NOT_ITS_DIGEST)]


def test_changed_json_shows():
    article = story_of_three_editions()
    edition = article.editions.get(number=2)

    with_other_tags = edition.content | {"tags": [{"id": 1, "name": "x", "slug": "x", "kind": "y"}]}
    prepared = Edition._meta.get_field("content").get_db_prep_save(with_other_tags, connection)
    change(article, 2, "content", prepared)

    assert found() == [(2, NOT_ITS_DIGEST)]


def test_changed_publisher_shows():
    article = story_of_three_editions()

    change(article, 1, "published_by_id", factories.reporter().pk)

    assert found() == [(1, NOT_ITS_DIGEST)]


def test_moved_number_shows_as_a_gap_and_by_its_digest():
    article = story_of_three_editions()

    change(article, 3, "number", 4)

    assert found() == [(3, "it is missing"), (4, NOT_ITS_DIGEST)]


def test_changed_previous_digest_shows():
    article = story_of_three_editions()

    change(article, 3, "previous_digest", "0" * 64)

    assert found() == [(3, "its previous digest is not that of edition 2"), (3, NOT_ITS_DIGEST)]


def test_first_edition_that_names_a_previous_digest_shows():
    article = story_of_three_editions()

    change(article, 1, "previous_digest", "0" * 64)

    assert found() == [(1, "its previous digest is not empty"), (1, NOT_ITS_DIGEST)]


def test_changed_digest_shows_at_its_edition_and_at_the_next():
    article = story_of_three_editions()

    change(article, 1, "digest", "0" * 64)

    assert found() == [(1, NOT_ITS_DIGEST), (2, "its previous digest is not that of edition 1")]


def test_content_changed_together_with_its_digest_shows_at_the_next():
    article = story_of_three_editions()
    change(article, 2, "body", "<p>Something else.</p>")

    change(article, 2, "digest", article.editions.get(number=2).computed_digest())

    assert found() == [(3, "its previous digest is not that of edition 2")]


def test_removed_edition_shows():
    article = story_of_three_editions()

    remove(article, 2)

    assert found() == [(2, "it is missing")]


def test_removed_first_edition_shows():
    article = story_of_three_editions()

    remove(article, 1)

    assert found() == [(1, "it is missing")]


def test_fault_in_one_story_is_not_laid_at_the_next():
    tampered, sound = story_of_three_editions(), story_of_three_editions()

    change(tampered, 3, "body", "<p>Something else.</p>")

    assert [fault.article_id for fault in chain.faults(chain.stored())] == [tampered.pk]
    assert sound.pk != tampered.pk


def test_window_is_not_part_of_what_the_chain_covers():
    article = story_of_three_editions()

    change(article, 3, "live_until", "2999-01-01 00:00:00+00:00")

    assert found() == []


# The command


def test_command_says_that_all_is_well():
    story_of_three_editions()
    out = StringIO()

    call_command("verify_editions", stdout=out)

    assert out.getvalue() == "3 editions are as they were made.\n"


def test_command_names_what_was_tampered_with_and_fails():
    article = story_of_three_editions()
    change(article, 2, "body", "<p>Something else.</p>")
    out = StringIO()

    with pytest.raises(CommandError, match="1 faults in the chain of 3 editions") as failure:
        call_command("verify_editions", stdout=out)

    assert out.getvalue() == f"article {article.pk}, edition 2: {NOT_ITS_DIGEST}\n"
    assert failure.value.returncode == 1
