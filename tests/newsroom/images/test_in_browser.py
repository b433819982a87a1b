"""The scripts of images, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from staff.models import User
from tests.newsroom.images.files import stored_image
from tests.users import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server: LiveServer, head: User, browser: Browser) -> Iterator[Page]:
    cookies = client_of(head).cookies
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 1600})
    context.add_cookies([{"name": c.key, "value": c.value, "url": live_server.url} for c in cookies.values()])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{error.message} {error.stack}"))
    page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    # Other scripts of these pages have tests of their own.
    assert not [error for error in errors if "focal-point" in error or "Security" in error]


def test_the_focal_point_is_set_by_a_click_and_by_arrows(page: Page):
    image = stored_image((1500, 1000))
    page.goto(f"/admin/images/image/{image.pk}/change/")
    mark = page.locator("[data-part=mark]")
    box = page.locator("[data-part=picture] img").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.75)
    assert (page.input_value("#id_focus_x"), page.input_value("#id_focus_y")) == ("20", "75")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    assert mark.get_attribute("aria-label") == "Точка фокуса: слева 21 %, сверху 65 %"
    page.fill("#id_focus_x", "40")
    assert mark.evaluate("element => element.style.left") == "40%"
    page.click("[name=_continue]")
    page.wait_for_url("**/change/")
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y, image.crop_version) == (0.4, 0.65, 2)


def test_the_preview_of_a_crop_matches_the_rendition(page: Page):
    image = stored_image((2000, 1000))
    page.goto(f"/admin/images/image/{image.pk}/change/")
    page.fill("#id_focus_x", "10")
    page.locator("[data-part=mark]").press("ArrowLeft")
    square = page.locator("[data-ratio='1'] img")
    assert square.evaluate("element => element.style.objectPosition").startswith("0%")
    page.fill("#id_focus_x", "39")
    page.locator("[data-part=mark]").press("ArrowRight")
    # The crop is half of the picture, its middle at 40 %: 15 of the 50 % that are cut off lie to the left.
    assert square.evaluate("element => parseFloat(element.style.objectPosition)") == pytest.approx(30)
