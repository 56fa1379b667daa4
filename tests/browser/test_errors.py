"""Pages are heard: each kind of error would fail a test that did not expect it."""

import pytest

HTML = {"content_type": "text/html"}


@pytest.mark.smoke
@pytest.mark.expects_errors("a broken script")
def test_error_of_a_script_is_reported(page):
    body = "<script>throw new Error('a broken script')</script>"
    page.route("**/*", lambda route: route.fulfill(body=body, **HTML))

    page.goto("/")

    assert page.title() == ""


@pytest.mark.expects_errors("404")
def test_missing_file_is_reported(page):
    page.route("**/", lambda route: route.fulfill(body="<img src=missing.png>", **HTML))
    page.route("**/missing.png", lambda route: route.fulfill(status=404))

    page.goto("/")

    assert page.locator("img").count() == 1


@pytest.mark.expects_errors("Content Security Policy")
def test_breach_of_the_content_security_policy_is_reported(page):
    headers = {"Content-Security-Policy": "default-src 'none'", "Content-Type": "text/html"}
    body = "<p style='color: red'>Red?</p>"
    page.route("**/*", lambda route: route.fulfill(body=body, headers=headers))

    page.goto("/")

    assert page.locator("p").text_content() == "Red?"
