"""Archives of a million stories in minutes: one made by the product, repeated by the database.

A program, run in the environment of one archive, which has one synthetic story: it is cloned, and
keys are drawn anew for every clone, as a newsroom has them. Tags, people and organizations follow
Zipf's law. Of its 30 terms 20 are words of its topic, the rest any words of the language.
"""

import json
import sys
from collections.abc import Iterable, Iterator

import django

django.setup()

from django.core.management.color import no_style  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from articles.models import Article, Edition, EditionKey, KeyCount, Tagging, Term  # noqa: E402

Kind = EditionKey.Kind
SPAN_HOURS = 3652 * 24
TAGS, PEOPLE, ORGANIZATIONS, WRITERS = 2000, 460, 100, 40
TOPIC_WORDS, ANY_WORDS = 300, 300_000
SQLITE = connection.vendor == "sqlite"
CHANCE = "abs(random() / 9223372036854775808.0)" if SQLITE else "random()"
POSTGRES_LETTERS = "translate(md5(n::text), '0123456789', 'ghijklmnop')"
LETTERS = "hex(randomblob(16))" if SQLITE else POSTGRES_LETTERS
UID = "lower(hex(randomblob(16)))" if SQLITE else "gen_random_uuid()"
SERIES = (
    "WITH RECURSIVE series(n) AS (VALUES(2) UNION ALL SELECT n + 1 FROM series WHERE n < {last})"
    if SQLITE
    else "WITH series(n) AS (SELECT generate_series(2, {last}))"
)
# A power cut would cost nothing but the time, and no clone points to what is not there.
IN_HASTE = (
    (
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA cache_size = -1000000",
    )
    if SQLITE
    else (
        "SET session_replication_role = replica",
        "SET work_mem = '256MB'",
        "SET maintenance_work_mem = '1GB'",
    )
)
AT_LEISURE = ("PRAGMA journal_mode = WAL", "ANALYZE") if SQLITE else ("VACUUM ANALYZE",)
INSERT = "INSERT OR IGNORE INTO" if SQLITE else "INSERT INTO"
ONCE = "" if SQLITE else "ON CONFLICT DO NOTHING"


def fill(articles: int) -> None:
    """Clone the one story of this database until there are so many."""
    with connection.cursor() as cursor:
        index = next(index for index in EditionKey._meta.indexes if index.name == "key_newest")
        with connection.schema_editor() as editor:
            editor.remove_index(EditionKey, index)
        for setting in IN_HASTE:  # now: the editor of schemas checks foreign keys again
            cursor.execute(setting)
        _carry_out(_rows(articles))
        with connection.schema_editor() as editor:
            editor.add_index(EditionKey, index)
        _carry_out(_counts(articles))  # which the index gives in order
        _carry_out(connection.ops.sequence_reset_sql(no_style(), [Article, Edition, Term]))
        for setting in AT_LEISURE:
            cursor.execute(setting)


def _carry_out(statements: Iterable[str]) -> None:
    for statement in statements:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def _rows(articles: int) -> Iterator[str]:
    series = SERIES.format(last=articles)
    at = _moment(articles)
    slug, path = ("'story-' || n", "'/world/' || n || '/'")
    story = {"id": "n", "uid": UID, "slug": slug, "headline": LETTERS, "body": "''"}
    yield _cloned(Article, story, series)
    edition = {
        "id": "n",
        "article_id": "n",
        "path": path,
        "headline": LETTERS,
        "body": "'<p>Words.</p>'",
        "first_published_at": at,
        "live_from": at,
    }
    yield _cloned(Edition, edition, series)
    yield "CREATE TEMPORARY TABLE drawn AS SELECT e.id, e.first_published_at AS at, " + (
        f"CAST({_zipf(TAGS, 10)} AS bigint) AS topic FROM {Edition._meta.db_table} e ORDER BY e.id"
    )
    yield f"DELETE FROM {EditionKey._meta.db_table}"
    yield _keys()


def _keys() -> str:
    """SQL that draws the keys of all editions: in one go, for in their order they are soon stored.

    What is drawn twice stands once.
    """
    term = Kind.TERM << 32
    any_words = term + (TAGS + 1) * TOPIC_WORDS
    drawn = (
        (1, f"{Kind.TAG << 32} + topic", "0.7"),
        (4, f"{Kind.TAG << 32} + {_zipf(TAGS, 10)}", "0.7"),
        (2, f"{Kind.PERSON << 32} + {_zipf(PEOPLE, 10)}", "0.8"),
        (1, f"{Kind.ORGANIZATION << 32} + {_zipf(ORGANIZATIONS, 10)}", "1"),
        (1, f"{Kind.BYLINE << 32} + {_zipf(WRITERS, 10)}", "1"),
        (20, f"{term} + topic * {TOPIC_WORDS} + {_zipf(TOPIC_WORDS, 5)}", "0.27 - 0.006 * slot"),
        (10, f"{any_words} + {_zipf(ANY_WORDS, 100)}", "0.27 - 0.006 * slot"),
    )
    slots = " UNION ALL ".join(
        f"SELECT {sort} AS sort, {slot} AS slot"
        for sort, (times, _, _) in enumerate(drawn)
        for slot in range(1, times + 1)
    )
    keys = " ".join(f"WHEN {sort} THEN {key}" for sort, (_, key, _) in enumerate(drawn))
    weights = " ".join(f"WHEN {sort} THEN {weight}" for sort, (_, _, weight) in enumerate(drawn))
    end = "'9999-12-31 00:00:00'" + ("" if SQLITE else "::timestamptz")
    return (
        f"{INSERT} {EditionKey._meta.db_table} (edition_id, key, weight, first_published_at,"
        f" live_from, live_until) SELECT id, CASE sort {keys} END, CASE sort {weights} END,"
        f" at, at, {end} FROM drawn CROSS JOIN ({slots}) s {ONCE}"
    )


def _counts(articles: int) -> Iterator[str]:
    table, (first, last) = EditionKey._meta.db_table, EditionKey.range_of(Kind.TERM)
    yield (
        f"INSERT INTO {Term._meta.db_table} (id, word, language, count, recount)"
        f" SELECT key - {first}, 'w' || (key - {first}), 'xx', count(*), 0"
        f" FROM {table} WHERE key BETWEEN {first} AND {last} GROUP BY key"
    )
    yield f"DELETE FROM {KeyCount._meta.db_table}"
    yield (
        f"INSERT INTO {KeyCount._meta.db_table} (key, count) SELECT key, count(*) FROM {table}"
        f" WHERE key < {first} OR key > {last} GROUP BY key"
    )
    yield f"INSERT INTO {KeyCount._meta.db_table} (key, count) VALUES (0, {articles})"
    tagging, (first, last) = Tagging._meta.db_table, EditionKey.range_of(Kind.TAG)
    yield f"DELETE FROM {tagging}"
    yield (
        f"INSERT INTO {tagging} (content_object_id, tag_id) SELECT edition_id, key - {first}"
        f" FROM {table} WHERE key BETWEEN {first} AND {last}"
    )


def _zipf(count: int, shift: int) -> str:
    """SQL for a number from 1 to `count`, drawn with a chance of about 1 / (it + shift)."""
    power = "pow" if SQLITE else "power"
    drawn = f"{shift} * ({power}({(count + shift) / shift}, {CHANCE}) - 1)"
    return f"(1 + CAST({f'{drawn}' if SQLITE else f'floor({drawn})'} AS bigint))"


def _moment(articles: int) -> str:
    """SQL for when the story `n` was published: the last one an hour ago, the first in 2016."""
    hours = f"(1 + ({articles} - n) * {SPAN_HOURS / articles})"
    if SQLITE:
        seconds = f"strftime('%s', 'now') - {hours} * 3600"
        return f"strftime('%Y-%m-%d %H:%M:%f', {seconds}, 'unixepoch') || '000'"
    return f"now() - {hours} * interval '1 hour'"


def _cloned(model: type[models.Model], instead: dict[str, str], series: str) -> str:
    """SQL that repeats the one row of a model, with these columns made anew."""
    names = [field.column for field in model._meta.concrete_fields]
    table = model._meta.db_table
    values = ", ".join(instead.get(name, f"o.{name}") for name in names)
    return (
        f"INSERT INTO {table} ({', '.join(names)}) {series}"
        f" SELECT {values} FROM series, (SELECT * FROM {table} WHERE id = 1) o"
    )


if __name__ == "__main__":
    fill(**json.load(sys.stdin))
    json.dump(None, sys.stdout)
