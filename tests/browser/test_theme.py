"""The theme: stored in the browser only. `test_weight` tests that it does not flash, with the files of production."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIGHT, DARK = "rgb(250, 247, 240)", "rgb(20, 25, 27)"


def background(page: Page, colour: str) -> None:
    expect(page.locator("body")).to_have_css("background-color", colour)


def choose(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).filter(visible=True).check(force=True)


def test_a_chosen_theme_stays(visit: Visit) -> None:
    page = visit(color_scheme="light")
    page.goto("/")
    background(page, LIGHT)
    choose(page, "Тёмное")
    background(page, DARK)
    for address in ("/search/", "/kk/", "/nothing-here/"):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
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
    page.locator(".theme-toggle").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    for address in ("/admin/articles/article/", "/"):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
