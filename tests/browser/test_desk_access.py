"""The desk for everybody: no violation that axe knows, nothing hidden, nothing beside the page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings

from people import letters
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "log in": ("", "/desk/login/"),
    "forgotten password": ("", "/desk/password_reset/"),
    "link is sent": ("", "/desk/password_reset/sent/"),
    "link that is dead": ("", "/desk/password_reset/nobody/no-token/"),
    "password to choose": ("", "{link}"),
    "password that is set": ("", "/desk/password_reset/set/"),
    "front": ("publisher", "/desk/"),
    "front of an admin": ("admin", "/desk/"),
    "list": ("publisher", "/desk/articles/article/"),
    "list with nothing found": ("publisher", "/desk/articles/article/?q=nothing"),
    "new story": ("reporter", "/desk/articles/article/add/"),
    "draft": ("reporter", "/desk/articles/article/{draft}/change/"),
    "story that is read": ("reporter", "/desk/articles/article/{submitted}/change/"),
    "approved story": ("publisher", "/desk/articles/article/{approved}/change/"),
    "live story": ("publisher", "/desk/articles/article/{live}/change/"),
    "verb": ("publisher", "/desk/articles/article/{approved}/do/schedule/"),
    "history": ("publisher", "/desk/articles/article/{live}/history/"),
    "person": ("publisher", "/desk/people/person/{person}/change/"),
    "new quote": ("publisher", "/desk/people/quote/add/"),
    "quotes": ("publisher", "/desk/people/quote/"),
    "new picture": ("publisher", "/desk/articles/image/add/"),
    "new correction": ("publisher", "/desk/articles/correction/add/?article={live}"),
    "fronts": ("publisher", "/desk/fronts/"),
    "front to arrange": ("publisher", "/desk/fronts/home/"),
    "edition": ("publisher", "/desk/articles/edition/"),
    "account": ("admin", "/desk/people/user/{admin}/change/"),
    "accounts": ("admin", "/desk/people/user/"),
    "new account": ("admin", "/desk/people/user/add/"),
    "sections": ("admin", "/desk/articles/section/"),
    "section to delete": ("admin", "/desk/articles/section/{section}/delete/"),
    "password": ("reporter", "/desk/password_change/"),
}


@pytest.fixture
def newsroom():
    """Fill the desk with one of everything; return the ids that the addresses name."""
    person = factories.person("Ruta Kalnmeier")
    factories.role(person, "Harbour master", started_on="2020")
    said = factories.quote("The water decides", person, said_on="2025-12-05")
    body = factories.quoting(said)
    admin = factories.user(UserRole.ADMIN, username="the-admin")
    return {
        "draft": factories.draft(
            body=body, bylines=[person], tags=[factories.tag()], image=factories.image()
        ).pk,
        "submitted": factories.submitted(body=body, image=factories.image()).pk,
        "approved": factories.approved(body=body).pk,
        "live": factories.published(body=body, about_people=[person]).article_id,
        "person": person.pk,
        "admin": admin.pk,
        "link": letters.link_for(admin),
        "section": factories.section().pk,
    }


def user(name):
    people = {"reporter": factories.reporter, "publisher": factories.publisher}
    return people.get(name, lambda: factories.user(UserRole.ADMIN))()


@pytest.fixture
def open_at(open_page, client, live_server, newsroom):
    """Open a page of PAGES, logged in as whom it names."""

    def open_at(name, **options):
        who, path = PAGES[name]
        page = open_page(**options)
        if who:
            client.force_login(user(who))
            cookie = client.cookies[django_settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies(
                [
                    {
                        "name": django_settings.SESSION_COOKIE_NAME,
                        "value": cookie,
                        "url": live_server.url,
                    }
                ]
            )
        page.goto(path.format(**newsroom))
        if page.locator("[name=body]").count():
            page.locator(".ProseMirror[aria-labelledby]").wait_for()
        return page

    return open_at


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_desk_can_be_used_by_everybody_by_day_and_by_night(open_at, name):
    page = open_at(name, color_scheme="light", viewport={"width": 1280, "height": 900})

    by_day = violations(page)
    page.emulate_media(color_scheme="dark")
    by_night = violations(page)

    assert by_day == []
    assert by_night == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_desk_is_no_wider_than_its_window(open_at, name):
    page = open_at(name, viewport={"width": 1280, "height": 800})
    widths = {}

    for width in (1280, 768, 320):
        page.set_viewport_size({"width": width, "height": 800})
        widths[width] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == {1280: 1280, 768: 768, 320: 320}


@pytest.mark.parametrize("height", [600, 900])
def test_the_row_that_saves_never_covers_what_is_focused(open_at, height):
    page = open_at("draft", viewport={"width": 1280, "height": height})
    page.locator("#id_kicker").focus()
    covered = []

    for _ in range(45):
        page.keyboard.press("Tab")
        covered += page.evaluate(
            """() => {
                const focused = document.activeElement, row = document.querySelector(".story-save")
                if (!focused || focused === document.body || row.contains(focused)) return []
                const [a, b] = [focused.getBoundingClientRect(), row.getBoundingClientRect()]
                return a.top < b.bottom && a.bottom > b.top && a.bottom - b.top > a.height / 2
                    ? [focused.outerHTML.slice(0, 80)] : []
            }"""
        )

    assert covered == []


def test_the_page_can_be_left_to_its_main_part_by_keyboard(open_at):
    page = open_at("list", viewport={"width": 1280, "height": 800})

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_stage_is_a_word_where_there_is_no_colour(open_at):
    page = open_at("list", forced_colors="active", viewport={"width": 1280, "height": 800})

    stages = page.locator("#result_list .stage").all_inner_texts()

    assert sorted(stages) == ["Approved", "Draft", "In review", "Live"]
