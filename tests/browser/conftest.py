"""Browsers for the tests: Chromium through playwright, against a real server with the test's database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from newsroom.website import pagination
from newsroom.website.search import results
from newsroom.website.views import digest_list
from staff.models import User
from tests.browser.stocked import stock
from tests.users import PASSWORD, member

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
Page, Browser = playwright_api.Page, playwright_api.Browser
# A busy machine is no fault of the page.
playwright_api.expect.set_options(timeout=15_000)

Visit = Callable[..., "Page"]


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> None:
    """Empty folders for the pictures of this test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def stocked(transactional_db: None, media: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newsroom with something of every kind; three items already make a list of several pages."""
    for module in (pagination, results, digest_list):
        monkeypatch.setattr(module, "PAGE_SIZE", 3)
    stock()


@pytest.fixture
def visit(
    transactional_db: None, live_server: LiveServer, media: None, settings: Settings, browser: Browser
) -> Iterator[Visit]:
    """Return a function that opens a browser: `visit()` for a reader, with playwright's options.

    No script of any page may fail, nothing may be refused by the security policy, and nobody else is asked for
    anything: a page of ours is whole without third parties.
    """
    settings.SITE_URL = live_server.url
    errors: list[str] = []
    own = (live_server.url, "data:", "blob:")

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error.stack}"))
        page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)

    def open_one(**options: object) -> Page:
        options = {"viewport": {"width": 1280, "height": 1400}, "locale": "ru-RU", **options}
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(15_000)
        context.on("page", watch)
        context.on("request", lambda asked: None if asked.url.startswith(own) else errors.append(f"asked: {asked.url}"))
        return context.new_page()

    yield open_one
    for context in browser.contexts:
        context.close()
    assert errors == []


@pytest.fixture
def admin(visit: Visit) -> Visit:
    """Return a function that opens the browser of a user who has logged in and works in this language."""

    def log_in(login: str, speaking: str = "ru", **options: object) -> Page:
        User.objects.filter(pk=member(login).pk).update(language=speaking)
        page = visit(**options)
        page.goto("/admin/")
        page.fill("#id_username", login)
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{page.url.partition('/admin/')[0]}/admin/")
        return page

    return log_in
