"""The theme: stored in the browser only, applied before the first paint."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIGHT, DARK = "rgb(250, 247, 240)", "rgb(20, 25, 27)"
# Records the theme at the moment when the body element appears.
FIRST = """new MutationObserver((_changes, observer) => {
  if (!document.body) return;
  window.themeAtFirst = document.documentElement.dataset.theme ?? "none";
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });"""


def background(page: Page, colour: str) -> None:
    expect(page.locator("body")).to_have_css("background-color", colour)


def choose(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).filter(visible=True).check(force=True)


def test_a_chosen_theme_stays_and_never_flashes(visit: Visit) -> None:
    page = visit(color_scheme="light")
    page.add_init_script(FIRST)
    page.goto("/")
    background(page, LIGHT)
    choose(page, "Тёмное")
    background(page, DARK)
    for address in ("/search/", "/kk/", "/nothing-here/"):
        page.goto(address)
        assert page.evaluate("themeAtFirst") == "dark"
        background(page, DARK)
    assert page.context.cookies() == []


def test_without_a_choice_it_follows_the_system(visit: Visit) -> None:
    page = visit(color_scheme="dark")
    page.goto("/")
    background(page, DARK)
    page.emulate_media(color_scheme="light")
    background(page, LIGHT)
    choose(page, "Тёмное")
    choose(page, "Как в системе")
    background(page, LIGHT)
    assert page.evaluate("localStorage.length") == 0


def test_admin_and_website_share_the_choice(admin: Visit) -> None:
    page = admin("journalist", color_scheme="light")
    page.add_init_script(FIRST)
    page.locator(".theme-toggle").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    for address in ("/admin/articles/article/", "/"):
        page.goto(address)
        assert page.evaluate("themeAtFirst") == "dark"
