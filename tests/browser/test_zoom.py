"""No page scrolls sideways with text at 200 % or the page at 400 % (WCAG 1.4.4, 1.4.10)."""

import pytest

from tests.browser import screens, touch
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stocked")]
# The size of text, and the width that is left of 1280 pixels at that zoom.
SIZES = (("200%", 1280), ("100%", 320))


def test_no_page_scrolls_sideways(admin: Visit) -> None:
    page = admin("editor", "kk")
    found = []
    for kind, address in [*screens.readers_pages("kk").items(), *screens.admin_screens()["editor"].items()]:
        page.goto(address)
        for letters, width in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("size => { document.documentElement.style.fontSize = size; }", letters)
            found += [f"{kind}, {letters}, {width}: {selector}" for selector in page.evaluate(touch.TOO_WIDE)]
    assert not found, "\n".join(found)
