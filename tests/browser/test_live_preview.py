"""The public page beside the form while somebody types."""

import re
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, Request, expect

from articles.models import Article
from tests import factories
from tests.articles.admin.forms_sent import ADD, change_address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTH = "html => html.ownerDocument.defaultView.innerWidth"
LONG = "".join(f"<p>Абзац номер {number}. {'Слова идут одно за другим. ' * 12}</p>" for number in range(60))


def toggle(page: Page) -> Any:
    return page.locator("form [data-preview-toggle]")


def shown(page: Page) -> FrameLocator:
    return page.frame_locator("#live-preview iframe")


def watch(page: Page) -> list[Request]:
    """Return the list of previews that the page asks for from now on."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if request.url.endswith("/preview/") else None)
    return asked


def test_it_shows_what_is_typed_and_nothing_is_stored(admin: Any) -> None:
    article = factories.draft(signed="author", lead="Старый лид", tags=("мост",))
    page = admin("journalist")
    page.route("**/autosave/", lambda route: route.abort())
    page.goto(change_address(article))
    asked = watch(page)
    page.fill("[name=lead]", "Лид до открытия")
    page.wait_for_timeout(1500)
    assert asked == [], "nothing runs while it is closed"

    toggle(page).click()
    expect(shown(page).locator(".article__lead")).to_have_text("Лид до открытия")
    expect(shown(page).locator(".preview-banner")).to_contain_text("с несохранёнными правками")
    page.get_by_role("textbox", name="Текст").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Набрано сейчас.")
    expect(shown(page).locator(".article__body p").last).to_contain_text("Набрано сейчас.")
    page.fill("[name=headline]", "")
    expect(shown(page).locator(".preview-banner")).to_contain_text("Чтобы сохранить, исправьте: заголовок.")
    article.refresh_from_db()
    assert (article.lead, article.version) == ("Старый лид", 1)
    assert "Набрано" not in article.body


def test_only_the_block_that_differs_is_exchanged(admin: Any) -> None:
    article = factories.draft(signed="author", body=LONG)
    page = admin("journalist")
    page.goto(change_address(article))
    toggle(page).click()
    body = shown(page).locator(".article__body")
    expect(body.locator("p")).to_have_count(60)
    body.evaluate("body => [...body.children].forEach((block) => { block.isOld = true; })")
    body.evaluate("body => { body.ownerDocument.querySelector('.article__headline').isOld = true; }")
    page.locator(".ProseMirror[contenteditable] p").nth(30).click()
    page.keyboard.press("Home")
    page.keyboard.type("Новое: ")
    expect(body.locator("p").nth(30)).to_contain_text("Новое: ")
    assert body.evaluate("body => [...body.children].filter((block) => !block.isOld).length") <= 1
    assert body.evaluate("body => body.ownerDocument.querySelector('.article__headline').isOld")
    page.keyboard.press("Enter")
    expect(body.locator("p")).to_have_count(61)
    page.locator(".ProseMirror[contenteditable] p").nth(3).click(click_count=3)
    page.keyboard.press("Delete")
    page.keyboard.press("Delete")
    expect(body.locator("p")).to_have_count(60)
    texts = body.locator("p").all_text_contents()
    assert texts == page.locator(".ProseMirror[contenteditable] p").all_text_contents()


def test_it_scrolls_to_the_block_of_the_caret(admin: Any) -> None:
    article = factories.draft(signed="author", body=LONG)
    page = admin("journalist")
    page.goto(change_address(article))
    toggle(page).click()
    last = shown(page).locator(".article__body p").nth(55)
    expect(last).to_be_attached()
    expect(last).not_to_be_in_viewport()
    page.locator(".ProseMirror[contenteditable] p").nth(55).click()
    expect(last).to_be_in_viewport()
    page.locator("[name=headline]").focus()
    expect(shown(page).locator(".article__headline")).to_be_in_viewport()


def test_it_has_two_widths_and_two_themes_and_remembers_them(admin: Any) -> None:
    article = factories.draft(signed="author")
    page = admin("journalist")
    page.goto(change_address(article))
    assert page.locator("#live-preview").is_hidden()
    toggle(page).click()
    html = shown(page).locator("html")
    expect(html).to_have_attribute("data-theme", "light")
    assert html.evaluate(WIDTH) == 390
    page.get_by_text("компьютер", exact=True).click()
    page.get_by_text("тёмная", exact=True).click()
    expect(html).to_have_attribute("data-theme", "dark")
    assert html.evaluate(WIDTH) == 1280
    box = page.locator("#live-preview iframe").bounding_box()
    assert box["x"] + box["width"] <= 1281
    assert page.locator("#article_form").bounding_box()["width"] < box["x"]

    page.reload()
    expect(html).to_have_attribute("data-theme", "dark")
    assert html.evaluate(WIDTH) == 1280
    expect(toggle(page)).to_have_attribute("aria-pressed", "true")
    page.locator("#live-preview").get_by_role("button", name="Закрыть").click()
    page.reload()
    page.locator(".toolbar").wait_for()
    assert page.locator("#live-preview").is_hidden()


def test_a_narrow_screen_gets_a_panel_that_is_never_open_at_once(admin: Any) -> None:
    article = factories.draft(signed="author")
    page = admin("journalist", viewport={"width": 390, "height": 800})
    page.goto(change_address(article))
    toggle(page).click()
    expect(shown(page).locator(".article__headline")).to_have_text("Открыли центр")
    box = page.locator("#live-preview").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 800)
    page.keyboard.press("Escape")
    assert page.locator("#live-preview").is_hidden()
    toggle(page).click()
    page.reload()
    page.locator(".toolbar").wait_for()
    assert page.locator("#live-preview").is_hidden()


def test_a_new_article_has_it_before_and_after_it_is_stored(admin: Any) -> None:
    page = admin("journalist")
    page.goto(ADD)
    toggle(page).click()
    page.fill("[name=headline]", "Мост открыли")
    expect(shown(page).locator(".article__headline")).to_have_text("Мост открыли")
    page.wait_for_url("**/change/")
    asked = watch(page)
    page.fill("[name=lead]", "Лид после первой записи")
    expect(shown(page).locator(".article__lead")).to_have_text("Лид после первой записи")
    assert asked[-1].url.endswith(f"/{Article.objects.get().pk}/preview/")


def test_it_runs_no_script_and_leads_nowhere(admin: Any) -> None:
    article = factories.draft(signed="author", body='<p><a href="https://example.kz/">Ссылка</a></p>')
    page = admin("journalist")
    page.goto(change_address(article))
    toggle(page).click()
    link = shown(page).get_by_role("link", name="Ссылка")
    link.click()
    expect(link).to_be_visible()
    assert page.locator("#live-preview iframe").get_attribute("sandbox") == "allow-same-origin"
    assert shown(page).locator("script").count() == 0


def test_a_failure_is_said_and_the_page_stays(admin: Any) -> None:
    article = factories.draft(signed="author")
    page = admin("journalist")
    page.goto(change_address(article))
    toggle(page).click()
    expect(shown(page).locator(".article__headline")).to_have_text("Открыли центр")
    page.context.set_offline(True)
    page.fill("[name=headline]", "Мост")
    page.get_by_text("Страница пока прежняя").wait_for()
    page.context.set_offline(False)
    page.fill("[name=headline]", "Мост открыли")
    expect(shown(page).locator(".article__headline")).to_have_text("Мост открыли")
    expect(page.get_by_text("Страница пока прежняя")).to_have_count(0)


def test_a_new_tab_shows_the_unsaved_text_and_says_so(admin: Any) -> None:
    article = factories.draft(signed="author")
    page = admin("journalist")
    page.route("**/autosave/", lambda route: route.abort())
    page.goto(change_address(article))
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Предпросмотр").click()
    banner = opened.value.locator(".preview-banner")
    expect(banner).to_have_text(re.compile(r"сохранённый текст от \d\d:\d\d\."))
    page.fill("[name=lead]", "Ещё не сохранено")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Предпросмотр").click()
    expect(opened.value.locator(".article__lead")).to_have_text("Ещё не сохранено")
    expect(opened.value.locator(".preview-banner")).to_contain_text("с несохранёнными правками")


def test_the_search_result_and_the_card_follow_what_is_typed(admin: Any) -> None:
    page = admin("journalist")
    page.goto(change_address(factories.draft(signed="author", headline="Мост")))
    page.get_by_text("Как это выглядит в поиске и мессенджере").click()
    search, card = (page.locator(f"[data-snippet='{name} headline']") for name in ("seo_headline", "social_headline"))
    page.fill("[name=headline]", "ы" * 65)
    expect(search.locator("s")).to_have_text("ы" * 5)
    expect(page.get_by_text("знаков: 65 из 60")).to_be_visible()
    expect(card).to_have_text("ы" * 65)
    page.get_by_text("Заголовки для поиска и соцсетей").click()
    page.fill("[name=seo_headline]", "Коротко")
    expect(search).to_have_text("Коротко")
