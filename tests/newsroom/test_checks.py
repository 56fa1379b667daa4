"""What `manage.py check` says of settings that do not fit together."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import OperationalError, connection

from articles.models.search import SearchDocument
from newsroom.checks import check_search
from tests import factories


@pytest.mark.parametrize(
    ("local", "printed", "warned"),
    [(False, True, True), (False, False, False), (True, True, False)],
)
def test_a_public_site_that_prints_its_mail_is_warned(settings, local, printed, warned):
    settings.SITE_IS_LOCAL, settings.MAIL_IS_PRINTED = local, printed

    assert ("newsroom.W001" in [message.id for message in run_checks()]) == warned


@pytest.mark.parametrize(
    ("levels", "reported"),
    [
        ({}, 0),
        ({"*": "off", "sourcing": "info", "links.http": "error"}, 0),
        ({"namse": "info"}, 1),
        ({"links": "loud", "sourcing": "fatal"}, 2),
    ],
)
def test_levels_of_the_desk_check_that_say_nothing_are_reported(settings, levels, reported):
    settings.DESK_CHECK_LEVELS = levels

    assert [message.id for message in run_checks()].count("articles.E001") == reported


def found_in_the_database():
    return [m for m in run_checks(databases=["default"]) if m.id == "newsroom.W002"]


@pytest.mark.django_db
def test_stories_that_no_search_finds_are_reported_with_what_mends_it():
    for _ in range(2):
        factories.published()
    SearchDocument.objects.first().delete()

    [before] = found_in_the_database()
    call_command("rebuild_keys", verbosity=0)

    assert "search does not find 1." in before.msg
    assert "manage.py rebuild_keys" in before.hint
    assert found_in_the_database() == []


@pytest.mark.django_db
def test_what_no_search_is_to_find_is_not_reported():
    factories.published()
    factories.withdrawn()
    factories.retracted()
    factories.scheduled()
    factories.draft()

    assert found_in_the_database() == []


@pytest.mark.django_db
def test_only_the_newest_stories_are_looked_for(django_assert_num_queries):
    for _ in range(3):
        factories.published()

    with django_assert_num_queries(2):
        check_search(databases=["default"])


def test_nothing_is_asked_of_a_database_that_was_not_named():
    assert check_search() == []  # without access to one


@pytest.mark.django_db
def test_a_database_before_its_migrations_is_no_error():
    def refuse(*arguments):
        raise OperationalError("no such table: articles_edition")

    with connection.execute_wrapper(refuse):
        assert check_search(databases=["default"]) == []


@pytest.mark.parametrize(
    ("policies", "reported"),
    [
        ({"correctionsPolicy": "/about/corrections/", "ethicsPolicy": "https://e.example/"}, 0),
        ({"correctionPolicy": "/about/corrections/"}, 1),
        ({"ethicsPolicy": "ethics", "masthead": "javascript:alert(1)"}, 2),
    ],
)
def test_policies_that_no_machine_would_understand_are_reported(settings, policies, reported):
    settings.POLICIES = policies

    assert [message.id for message in run_checks()].count("newsroom.E001") == reported


@pytest.mark.parametrize(
    ("address", "reported"),
    [("", 0), ("errors@paper.example", 0), ("errors", 1), ("a@b.example?cc=c@d.example", 1)],
)
def test_an_address_to_which_no_reader_could_write_is_reported(settings, address, reported):
    settings.CORRECTIONS_EMAIL = address

    assert [message.id for message in run_checks()].count("newsroom.E002") == reported
