"""Letters twice as large, and the whole page four times as large: nothing is pushed off (WCAG 1.4.4, 1.4.10)."""

import pytest

from tests.browser import screens, thumb
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stocked")]
# The size of letters, and how much of a window 1280 wide is left at that size of the page.
SIZES = (("200%", 1280), ("100%", 320))


def test_nothing_is_pushed_off_the_page(admin: Visit) -> None:
    page = admin("editor", "kk")
    found = []
    for kind, address in [*screens.readers_pages("kk").items(), *screens.admin_screens()["editor"].items()]:
        page.goto(address)
        for letters, width in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("size => { document.documentElement.style.fontSize = size; }", letters)
            found += [f"{kind}, {letters}, {width}: {place}" for place in page.evaluate(thumb.TOO_WIDE)]
    assert not found, "\n".join(found)
