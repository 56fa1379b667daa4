"""Arranging a front in a real browser: with the mouse, and with the keyboard alone."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

HOME = "/desk/fronts/home/"


@pytest.fixture
def arranging(open_page, client, live_server):
    """Open the home page's arrangement as a publisher, with the options of a browser's context."""

    def arranging(**options):
        page = open_page(viewport={"width": 1280, "height": 900}, **options)
        client.force_login(factories.publisher())
        name = django_settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        page.goto(HOME)
        return page

    for name in ("Old", "Middle", "New"):
        factories.published(headline=name)
    return arranging


def leads(page) -> list[str]:
    """Return the headlines of the readers' home page."""
    page.goto("/")
    return page.locator(".story-headline").all_inner_texts()


def test_a_story_dragged_into_the_lead_slot_leads_the_home_page(arranging):
    page = arranging()

    page.locator(".placeables .placeable", has_text="Old").drag_to(page.locator("#slot-1"))
    page.get_by_text("Placed: Lead of the home page.").wait_for()

    assert page.locator("#slot-1 h3").inner_text() == "Old"
    assert leads(page) == ["Old", "New", "Middle"]


def test_a_story_dragged_from_one_slot_to_another_moves(arranging):
    factories.placed(factories.published(headline="Placed").article)
    page = arranging()

    page.locator("#slot-1 .placeable").drag_to(page.locator("#slot-3"))
    page.get_by_text("Placed: Second 2 of the home page.").wait_for()

    assert leads(page) == ["New", "Middle", "Placed", "Old"]


def test_who_listens_hears_where_a_dragged_story_is(arranging):
    page = arranging()
    page.locator(".placeables .placeable", has_text="Old").hover()

    page.mouse.down()
    page.locator("#slot-2").hover()
    page.locator("#slot-2").hover()

    assert page.locator("#arrange-said").inner_text() == "Dragging “Old”: drop it on a slot."
    assert "slot-over" in page.locator("#slot-2").get_attribute("class")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_story_is_placed_with_the_keyboard_alone(arranging, scripts):
    page = arranging(java_script_enabled=scripts)
    card = page.locator(".placeables li", has_text="Old")

    card.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Second 1")
    while page.evaluate("document.activeElement.textContent") != "Place":
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") != "BODY"
    page.keyboard.press("Enter")
    page.get_by_text("Placed: Second 1 of the home page.").wait_for()

    assert re.search(r"#slot-2$", page.url)
    assert leads(page) == ["New", "Old", "Middle"]


def test_what_has_the_focus_can_be_seen(arranging):
    page = arranging()

    page.locator(".placeables summary").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")

    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_who_prepares_after_placing_is_led_to_what_then_will_stand(arranging):
    page = arranging()
    page.goto(f"{HOME}#slot-3")
    later = timezone.localtime() + timedelta(days=1)

    page.locator(".look-ahead input").first.fill(f"{later:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Prepare").click()
    page.get_by_role("heading", name="As it will be on").wait_for()

    assert page.evaluate("location.hash") == "#slots-title"
    assert page.locator("#slots-title:focus").count() == 1
