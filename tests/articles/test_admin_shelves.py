"""Sections and tags at the desk."""

import pytest

from articles.models import Section, Tag
from people.user_roles import UserRole
from tests import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    """Return the browser of an admin, who looks after the sections."""
    return desk.client(factories.user(UserRole.ADMIN))


def add(keeper, **typed):
    filled = {"name": "Harbour", "slug": "harbour", "position": 1} | typed
    return keeper.post(desk.url("articles_section_add"), filled, follow=True)


def test_an_admin_adds_a_section_with_its_editors(keeper):
    editor = factories.user(UserRole.EDITOR)

    add(keeper, editors=[editor.pk])

    assert list(Section.objects.get().editors.all()) == [editor]


@pytest.mark.parametrize("slug", ["desk", "static", "media"])
def test_an_address_that_belongs_to_another_page_is_refused(keeper, slug):
    page = add(keeper, slug=slug)

    assert "belongs to another page of the site" in page.content.decode()
    assert desk.fields(page, "section_form")["name"] == "Harbour"
    assert not Section.objects.exists()


@pytest.mark.parametrize(
    ("slug", "said"), [("two words", "valid “slug”"), ("a/b", "valid “slug”"), ("", "required")]
)
def test_an_address_that_is_none_is_refused(keeper, slug, said):
    page = add(keeper, slug=slug)

    assert said in page.content.decode()
    assert not Section.objects.exists()


def test_two_sections_do_not_share_an_address(keeper):
    factories.section("Harbour")

    page = add(keeper, name="Other")

    assert "already exists" in page.content.decode()


def test_a_section_that_has_stories_keeps_its_address(keeper):
    section = factories.draft(section=factories.section("Harbour")).section

    keeper.post(
        desk.url("articles_section_change", section.pk),
        {"name": "The harbour", "slug": "forged", "position": 1},
    )

    section.refresh_from_db()
    assert (section.name, section.slug) == ("The harbour", "harbour")


def test_a_section_that_has_stories_is_not_deleted(keeper):
    section = factories.draft().section

    page = keeper.post(desk.url("articles_section_delete", section.pk), {"post": "yes"})

    assert page.status_code == 403
    assert Section.objects.filter(pk=section.pk).exists()


def test_the_page_that_deletes_a_section_names_no_story(keeper):
    section = factories.draft(headline="Secret tides").section

    page = keeper.get(desk.url("articles_section_delete", section.pk))

    assert "Secret tides" not in page.content.decode()


def test_an_empty_section_is_deleted(keeper):
    section = factories.section()

    keeper.post(desk.url("articles_section_delete", section.pk), {"post": "yes"})

    assert not Section.objects.exists()


def test_sections_are_put_in_order_in_their_list(keeper):
    section = factories.section()
    page = keeper.get(desk.url("articles_section_changelist"))

    keeper.post(
        desk.url("articles_section_changelist"),
        desk.fields(page, "changelist-form") | {"form-0-position": "7", "_save": "Save"},
    )

    section.refresh_from_db()
    assert section.position == 7


@pytest.mark.parametrize("role", [UserRole.REPORTER, UserRole.EDITOR, UserRole.PUBLISHER])
def test_who_writes_changes_no_section(role):
    section = factories.section("Harbour")
    browser = desk.client(factories.user(role))

    page = browser.post(
        desk.url("articles_section_change", section.pk), {"name": "Forged", "slug": "x"}
    )

    section.refresh_from_db()
    assert page.status_code == 403
    assert section.name == "Harbour"


def test_a_tag_keeps_its_address():
    tag = factories.tag("Spring tides")
    browser = desk.client(factories.user(UserRole.EDITOR))

    browser.post(
        desk.url("articles_tag_change", tag.pk),
        {"name": "Tides", "slug": "forged", "kind": "topic"},
    )

    tag.refresh_from_db()
    assert (tag.name, tag.slug) == ("Tides", "spring-tides")


def test_a_reporter_adds_tags_and_changes_none():
    tag = factories.tag("Spring tides")
    browser = desk.client(factories.reporter())

    page = browser.post(desk.url("articles_tag_change", tag.pk), {"name": "Forged"})

    tag.refresh_from_db()
    assert page.status_code == 403
    assert tag.name == "Spring tides"


@pytest.mark.parametrize("role", list(UserRole))
def test_nobody_deletes_a_tag(role):
    tag = factories.tag()
    browser = desk.client(factories.user(role))

    browser.post(desk.url("articles_tag_delete", tag.pk), {"post": "yes"})

    assert Tag.objects.filter(pk=tag.pk).exists()
