"""A reportage with photos, a quote and a table, from the first letter to the reader; and embeds that ask nobody."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from articles import actions
from articles.models import Article
from newsroom.website.models import PublishedArticle
from tests import factories
from tests.browser.editor.writing import TEXT, click_into_text, open_form
from tests.browser.test_pictures import picture, send
from tests.newsroom.images.files import stored_image
from tests.users import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = "/admin/articles/article/add/"
WIDTHS = (390, 820, 1280, 1920)
EMBEDS = (
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://vimeo.com/76979871",
    "https://t.me/tastybulak/12",
    "https://www.instagram.com/p/CuE2Wq2sYxZ/",
    "https://x.com/some_one/status/1234567890123",
    "https://soundcloud.com/radio/first-hour",
)


def fill_headline(page: Page) -> None:
    page.fill("[name=headline]", "Как открывали водовод")
    page.fill("[name=lead]", "Три года его ждали, и вот вода пошла.")
    page.locator("[name=own_reporting]").check()
    page.locator("[name=section]").select_option(index=1)


def insert(page: Page, name: str) -> None:
    """Insert a block by the menu of the slash, at the end of the text."""
    click_into_text(page)
    page.keyboard.press("Enter")
    page.keyboard.type(f"/{name}")
    page.locator(".slash-menu [role=option]").first.wait_for()
    page.keyboard.press("Enter")


def choose(page: Page, title: str) -> None:
    """Choose a picture in the dialog with the keyboard."""
    expect(page.locator("dialog:not(#palette) [name=q]")).to_be_focused()
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    expect(page.locator("dialog:not(#palette) .picture-tile")).to_have_count(1)
    expect(page.locator("dialog:not(#palette) [data-record]")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("dialog:not(#palette)[open]")).to_have_count(0)


def submit(page: Page) -> Article:
    page.get_by_role("button", name="Отправить на вычитку").first.click()
    expect(page.locator(".toolbar .state").first).to_have_text("на вычитке")
    return Article.objects.get()


def reader_page(visit: Callable[..., Page], article: Article, **options: Any) -> Page:
    """Approve and publish the article, and open it as a reader."""
    actions.claim(article, by=member("corrector"))
    actions.approve(article, by=member("corrector"))
    actions.publish(article, by=member("editor"))
    page = visit(**options)
    page.goto(PublishedArticle.objects.get().get_absolute_url())
    return page


def shown(page: Page, name: str) -> None:
    """Keep a picture of the page for somebody who wants to look at it."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.wait_for_timeout(300)
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def figures(page: Page) -> Locator:
    return page.locator(".article__body figure.photo")


def test_by_keyboard_alone_up_to_the_reader(admin: Callable[..., Page], visit: Callable[..., Page]) -> None:
    factories.section()
    for member_of in ("corrector", "editor"):
        member(member_of)
    for title in ("Мост", "Водовод", "Школа"):
        stored_image((1500, 1000), title=title, alt=f"{title} утром", credit=f"Фото: {title}", caption=f"{title}.")
    page = admin("journalist")
    open_form(page, ADD)
    fill_headline(page)
    click_into_text(page)
    page.keyboard.type("В среду в Тастыбулаке пошла вода.")
    for title in ("Мост", "Водовод", "Школа"):
        insert(page, "фото")
        choose(page, title)
    insert(page, "вынос")
    page.keyboard.type("Мы ждали три года")
    insert(page, "табл")
    page.locator("dialog:not(#palette) button[type=submit]").press("Enter")
    page.keyboard.type("Год")
    page.keyboard.press("Tab")
    page.keyboard.type("Сумма")
    shown(page, "form")
    article = submit(page)
    assert article.body.count("<figure data-photo=") == 3
    assert "<table>" in article.body
    reader = reader_page(visit, article)
    expect(figures(reader)).to_have_count(3)
    for image in figures(reader).locator("img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 0
    expect(figures(reader).first.locator("figcaption")).to_contain_text("Фото: Мост")
    expect(reader.locator(".article__body .table th").first).to_have_text("Год")
    for width in WIDTHS:
        reader.set_viewport_size({"width": width, "height": 900})
        assert reader.evaluate("document.documentElement.scrollWidth") <= width
        shown(reader, f"reader-{width}")


@pytest.mark.parametrize("screen", [{}, {"viewport": {"width": 390, "height": 844}, "has_touch": True}])
def test_with_dropped_photos_on_a_wide_screen_and_on_a_phone(
    admin: Callable[..., Page], visit: Callable[..., Page], screen: dict[str, Any]
) -> None:
    factories.section()
    for member_of in ("corrector", "editor"):
        member(member_of)
    page = admin("journalist", **screen)
    open_form(page, ADD)
    fill_headline(page)
    page.locator(TEXT).click()
    page.keyboard.type("В среду в Тастыбулаке пошла вода.")
    send(page.locator(TEXT), "paste", один=picture(), два=picture(), три=picture())
    expect(page.locator(f"{TEXT} figure img")).to_have_count(3)
    for number in range(3):
        page.locator(f"{TEXT} figure").nth(number).get_by_role("button", name="Изменить").click()
        page.fill("dialog:not(#palette) [name=alt]", f"Снимок {number}")
        page.fill("dialog:not(#palette) [name=credit]", "Фото: Пётр Щегольков")
        page.locator("dialog:not(#palette) button[type=submit]").click()
    shown(page, f"form-{page.viewport_size['width']}" if page.viewport_size else "form")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    article = submit(page)
    assert article.body.count('data-credit="Фото: Пётр Щегольков"') == 3
    expect(figures(reader_page(visit, article, **screen))).to_have_count(3)


def test_six_embeds_ask_nobody_before_a_click(visit: Callable[..., Page]) -> None:
    """The fixture `visit` fails on any request to another host."""
    figure = '<figure data-embed="{}" data-title="Запись"><figcaption></figcaption></figure>'
    factories.published(body="<p>Текст</p>" + "".join(map(figure.format, EMBEDS)))
    page = visit()
    page.goto(PublishedArticle.objects.get().get_absolute_url())
    expect(page.locator(".embed")).to_have_count(6)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    assert page.locator("iframe").count() == 0
    shown(page, "embeds")
    player = page.locator(".embed").first.get_attribute("data-player")
    assert player == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
