from datetime import timedelta

import pytest
from django.utils import timezone

from articles import links
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def links_and_images(only):
    only("links", "images")


def linking(url):
    return factories.draft(body=f'<p>As <a href="{url}">we wrote</a>, it rained.</p>')


def test_a_link_to_a_live_story_is_fine(broken):
    edition = factories.published()

    assert broken(linking(edition.path)) == []


def test_a_link_with_our_own_host_is_internal(broken, settings):
    story = linking(f"{settings.SITE_URL}/news/2025/01/02/nothing/?from=mail")

    assert broken(story) == [("broken", "error")]


@pytest.mark.parametrize(
    "path",
    ["/news/2025/01/02/nothing/", "/nobody/", "/topics/nothing/", "/people/nobody/", "/no/such/"],
)
def test_a_link_to_nothing_is_an_error(broken, path):
    story = linking(path)

    assert broken(story) == [("broken", "error")]


def test_the_place_of_a_link_is_its_words():
    story = linking("/no/such/")

    [finding] = story.findings(factories.publisher())

    assert (finding.where.part, finding.where.text) == ("body", "we wrote")


def test_a_link_to_a_withdrawn_story_is_an_error(broken):
    edition = factories.published()
    edition.article.withdraw(factories.publisher(), "legal", "A court.")

    assert broken(linking(edition.path)) == [("withdrawn", "error")]


def test_a_link_to_a_story_that_nobody_has_read_leads_nowhere(broken):
    edition = factories.scheduled()

    assert broken(linking(edition.path)) == [("broken", "error")]


def test_the_pages_of_what_live_stories_name_are_there(broken):
    tag, person = factories.tag("Harbour"), factories.person("Ruta Kalnina")
    edition = factories.published(tags=[tag], about_people=[person])

    for page in (tag, person, edition.section):
        assert broken(linking(page.get_absolute_url())) == []


def test_a_person_whom_no_live_story_names_has_no_page(broken):
    person = factories.person("Ruta Kalnina")

    assert broken(linking(person.get_absolute_url())) == [("broken", "error")]


def test_an_unencrypted_link_is_a_warning(broken):
    assert broken(linking("http://example.org/")) == [("http", "warning")]


def test_other_sites_are_not_asked(broken):
    assert broken(linking("https://example.org/nothing/")) == []


def test_a_link_with_marks_in_it_is_one():
    body = (
        '<p>See <a href="/a/">this <strong>old</strong> story</a>.</p>'
        '<p></p><p><a href="/b/">b</a></p>'
    )

    found = [(link.number, link.start, link.end, link.url) for link in links.in_body(body)]

    assert found == [(0, 4, 18, "/a/"), (1, 0, 1, "/b/")]


def test_a_picture_under_licence_is_fine(broken):
    image = factories.image(licence="Ours", licence_until=timezone.localdate())

    assert broken(factories.draft(image=image)) == []


def test_a_picture_without_licence_is_a_warning(broken):
    assert broken(factories.draft(image=factories.image())) == [("rights", "warning")]


def test_a_licence_that_is_over_is_an_error(broken):
    yesterday = timezone.localdate() - timedelta(days=1)
    image = factories.image(licence="Agency", licence_until=yesterday)

    assert broken(factories.draft(image=image)) == [("expired", "error")]
