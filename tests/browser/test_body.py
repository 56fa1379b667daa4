"""The last judge of a cleaned story is a browser: it runs none of it."""

import json

from articles.body import clean, render
from tests.articles.attacks import ATTACKS


def test_no_attack_runs_in_a_page_without_a_policy(page):
    fragments = [clean(attack) for attack in ATTACKS] + [render(attack, []) for attack in ATTACKS]
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content("<main></main>")

    page.evaluate(
        f"""() => {{
            window.alert = () => {{ window.alerted = true }}
            const main = document.querySelector("main")
            for (const fragment of {json.dumps(fragments)}) {{
                const story = document.createElement("div")
                story.innerHTML = fragment
                main.append(story)
                for (const element of story.querySelectorAll(":not(a)")) element.click()
            }}
        }}"""
    )
    page.wait_for_timeout(100)

    assert page.evaluate("window.alerted") is None
    assert asked == []
    assert page.locator("main > div").count() == 2 * len(ATTACKS)
