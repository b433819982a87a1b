"""A printed article: black on white, with the addresses of links, without navigation."""

import pytest
from playwright.sync_api import expect

from tests.browser import screens
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stocked")]
SCREEN_ONLY = (
    ".sections",
    ".masthead__tools",
    ".tags",
    ".share__copy",
    ".share__links",
    ".related",
    ".outlet",
    ".article__top",
    ".footer__pages",
    ".footer .theme",
)
COLOURS = "one => [getComputedStyle(one).color, getComputedStyle(document.body).backgroundColor]"
BLACK_ON_WHITE = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
AFTER = "link => getComputedStyle(link, '::after').content"


def test_a_printed_article(visit: Visit) -> None:
    page = visit(color_scheme="dark")
    page.goto(screens.readers_pages("ru")["article"])
    for selector in SCREEN_ONLY[:-2]:
        expect(page.locator(selector).first).to_be_visible()
    page.emulate_media(media="print")
    for selector in SCREEN_ONLY:
        expect(page.locator(selector).first).to_be_hidden()
    for selector in ("h1", ".article__lead", ".article__body p >> nth=0", ".signed", ".masthead__name"):
        expect(page.locator(selector)).to_be_visible()
    assert page.locator(".article__body p").first.evaluate(COLOURS) == BLACK_ON_WHITE
    for link in page.locator(".sources a, .article__body a").all():
        assert link.get_attribute("href") in link.evaluate(AFTER)
    # The address leads from the sheet back to the article.
    expect(page.get_by_label("Адрес материала")).to_be_visible()
