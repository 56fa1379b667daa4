"""The desk as a person uses it: log in, open a page, fill in its form, send it."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article
from people.models import User

FORM = "article_form"


def client(user: User, **options: Any) -> Client:
    """Return a browser in which `user` is logged in."""
    browser = Client(**options)
    browser.force_login(user)
    return browser


def url(name: str, *args: Any) -> str:
    return reverse(f"admin:{name}", args=args)


def story_url(article: Article) -> str:
    return url("articles_article_change", article.pk)


def open_story(user: User, article: Article) -> HttpResponse:
    return client(user).get(story_url(article))


def press(user: User, article: Article, verb: str, **fields: Any) -> HttpResponse:
    """Press a button above a story, as it stands on the screen, and follow to the next page."""
    fields = {"version": article.version} | fields
    return client(user).post(url("articles_article_verb", article.pk, verb), fields, follow=True)


def save(user: User, article: Article, **typed: Any) -> HttpResponse:
    """Open a story, type, save, and follow to the next page."""
    browser = client(user)
    filled = fields(browser.get(story_url(article))) | typed
    return browser.post(story_url(article), filled, follow=True)


def fields(page: HttpResponse, form: str = FORM) -> dict[str, Any]:
    """Return what a browser would send if the form of this page were sent as it stands."""
    reader = _FormReader(form)
    reader.feed(page.content.decode())
    assert reader.found, f"There is no form {form} on this page."
    return {
        name: values if name in reader.several or len(values) > 1 else values[0]
        for name, values in reader.fields.items()
    }


def messages(page: HttpResponse) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def errors(page: HttpResponse) -> list[str]:
    """Return all that a page of a form says is wrong, on top and beside the fields."""
    found = page.context["form"].errors.values()
    return [str(error) for errors in found for error in errors]


class _FormReader(HTMLParser):
    """Reads the fields of one form the way a browser does."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.found, self.inside = form, False, False
        self.fields: dict[str, list[str]] = {}
        self.several: set[str] = set()
        self.textarea = self.select = ""
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        attributes = dict(attrs)
        if tag == "form" and self.form in (attributes.get("id"), attributes.get("action")):
            self.found = self.inside = True
        elif self.inside and tag in ("input", "textarea", "select", "option"):
            getattr(self, f"_{tag}")(attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.textarea = ""
        elif tag == "select" and self.select:
            self._close_select()

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.fields[self.textarea][-1] += data.removeprefix("\n")

    def _input(self, attributes: dict) -> None:
        kind = attributes.get("type", "text")
        if kind in ("submit", "file") or "disabled" in attributes or "name" not in attributes:
            return
        if kind in ("checkbox", "radio") and "checked" not in attributes:
            return
        value = attributes.get("value", "on" if kind == "checkbox" else "")
        self.fields.setdefault(attributes["name"], []).append(value or "")

    def _textarea(self, attributes: dict) -> None:
        self.textarea = attributes["name"]
        self.fields.setdefault(self.textarea, []).append("")

    def _select(self, attributes: dict) -> None:
        self.select, self.options = attributes["name"], []
        if "multiple" in attributes:
            self.several.add(self.select)

    def _option(self, attributes: dict) -> None:
        self.options.append((attributes.get("value") or "", "selected" in attributes))

    def _close_select(self) -> None:
        chosen = [value for value, selected in self.options if selected]
        if self.select not in self.several and self.options and not chosen:
            chosen = [self.options[0][0]]
        if chosen:
            self.fields.setdefault(self.select, []).extend(chosen)
        self.select = ""
