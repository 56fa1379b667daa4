"""What every test finds: a database, folders and a cache that are not the developer's."""

from unittest import mock

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import override_settings

from articles import frozen


@pytest.fixture(scope="session", autouse=True)
def test_settings(tmp_path_factory):
    """Replace what would be slow, or would reach what the developer uses."""
    storages = {
        **settings.STORAGES,
        # Without the names of a manifest, which would have to be collected first.
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        # Stories of tests are scraps: the tests of the desk check switch it on.
        DESK_CHECK_LEVELS={"*": "off"},
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # fast
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES=storages,
    ):
        yield


@pytest.fixture(autouse=True)
def files_and_cache(settings, tmp_path):
    """Give each test a media folder and a cache of its own: no roll-back empties these."""
    settings.MEDIA_ROOT = tmp_path / "media"

    yield

    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, tmp_path_factory
) -> None:
    """Keep SQLite's test database in a folder of this run, so that two runs do not meet."""
    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(scope="session", autouse=True)
def flush_of_frozen_rows():
    """Let the flush after a transactional test empty the tables whose rows nobody may delete."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_between_triggers(operations, sql_list):
        frozen.drop(operations.connection)
        flush(operations, sql_list)
        if operations.connection.vendor == "sqlite":
            # No table of Django's: the words that readers search.
            with operations.connection.cursor() as cursor:
                cursor.execute("DELETE FROM articles_search")
        frozen.install(operations.connection)

    with mock.patch.object(BaseDatabaseOperations, "execute_sql_flush", flush_between_triggers):
        yield
