"""What the editor costs: the time of a key in a very long article, and the bytes of the form."""

from typing import Any

import brotli
import pytest
from playwright.sync_api import CDPSession, Response

from articles.models import Article
from newsroom.joined_files import BROTLI_QUALITY
from tests import factories
from tests.articles.admin.forms_sent import ADD, change_address
from tests.browser.editor.writing import open_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCE = "Общественный центр открыли в среду вечером и строили его всей улицей ещё с весны. "
KEYS = 40
MOST_SECONDS = 0.05
"""Of the main thread for a key, whatever else the machine does."""
MOST_BYTES = 150_000
MIDDLE = """() => {
  const { editor } = document.querySelector(".ProseMirror");
  editor.view.focus();
  editor.commands.setTextSelection(Math.round(editor.state.doc.content.size / 2));
  editor.commands.scrollIntoView();
}"""


def seconds(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration")


def test_a_key_in_thirty_thousand_words_takes_little(admin: Any) -> None:
    article = factories.draft(signed="author")
    Article.objects.filter(pk=article.pk).update(body=f"<p>{SENTENCE * 5}</p>" * 460)
    page = admin("journalist")
    page.route("**/autosave/", lambda route: route.abort())
    open_form(page, change_address(article))
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.evaluate(MIDDLE)
    page.wait_for_timeout(1000)
    before = seconds(session)
    for _key in range(KEYS):
        page.keyboard.press("a")
        page.wait_for_timeout(60)
    each = (seconds(session) - before) / KEYS
    print(f"{each * 1000:.1f} ms a key")  # noqa: T201 (explains a failure)
    assert each < MOST_SECONDS


def test_the_form_without_the_cached_editor_is_light(admin: Any) -> None:
    page = admin("journalist")
    came: list[Response] = []
    page.on("response", lambda response: came.append(response))
    open_form(page, ADD)
    # The editor's scripts have hashes in their names and are asked for once.
    cached = ("django_prose_editor", "/js/editor/")
    found = (one for one in came if one.ok and one.request.resource_type != "image")
    wanted = [one for one in found if not any(part in one.url for part in cached)]
    bodies = {one.url: one.body() for one in wanted}
    # `collectstatic` joins our sheets into one.
    sheets = [url for url in bodies if "/static/css/" in url]
    bodies["the sheet"] = b"".join(bodies.pop(url) for url in sheets)
    sizes = {name: len(brotli.compress(body, quality=BROTLI_QUALITY)) for name, body in bodies.items()}
    for name, size in sorted(sizes.items(), key=lambda item: item[1]):
        print(f"{size:7,}  {name}")  # noqa: T201 (explains a failure)
    assert len(sheets) > 20
    print(f"{sum(sizes.values()):,} of {MOST_BYTES:,}")  # noqa: T201 (explains a failure)
    assert sum(sizes.values()) < MOST_BYTES
