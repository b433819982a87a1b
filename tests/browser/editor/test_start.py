"""How the editor starts, refuses to start, counts, and fits its window."""

from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import Article
from newsroom.body.models import FactBoxVersion
from tests import factories
from tests.articles.admin.forms_sent import ADD, change_address
from tests.browser import axe
from tests.browser.editor.test_blocks import BODIES, PHOTO
from tests.browser.editor.writing import TEXT, body_of, click_into_text, open_form, set_body

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Общественный центр открыли в среду вечером, и строили его всей улицей. " * 12
LINE = """box => {
  const text = box.querySelector("p").firstChild;
  const range = document.createRange();
  const lines = [];
  for (let at = 0; at < text.length; at += 1) {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const { top } = range.getBoundingClientRect();
    if (lines.at(-1)?.top === top) lines.at(-1).length += 1;
    else lines.push({ top, length: 1 });
  }
  return Math.max(...lines.map(({ length }) => length));
}"""
SEEN = """box => {
  const bar = document.querySelector(".editor__bar").getBoundingClientRect();
  const foot = document.querySelector(".toolbar").getBoundingClientRect();
  const top = Math.max(bar.bottom, box.getBoundingClientRect().top);
  const isOver = getComputedStyle(document.querySelector(".toolbar")).position === "sticky";
  const bottom = Math.min(innerHeight, box.getBoundingClientRect().bottom, isOver ? foot.top : Infinity);
  return (bottom - top) / Number.parseFloat(getComputedStyle(box.querySelector("p")).lineHeight);
}"""


def test_a_new_article_begins_in_its_headline(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    expect(page.locator("[name=headline]")).to_be_focused()
    article = factories.draft(signed="author")
    open_form(page, change_address(article))
    expect(page.locator("[name=headline]")).not_to_be_focused()


@pytest.mark.parametrize("module", ["blocks/photo", "blocks/fact-box", "tools/toolbar", "body"])
def test_it_refuses_to_start_without_a_part_of_it(admin: Any, module: str) -> None:
    article = factories.draft(signed="author", body="<p>Текст</p>")
    Article.objects.filter(pk=article.pk).update(body=f"<p>Текст</p>{PHOTO}")
    page = admin("journalist")
    page.route(f"**/js/editor/{module}*.js", lambda route: route.abort())
    page.goto(change_address(article))
    page.get_by_text("Редактор не открылся").wait_for()
    assert page.locator(TEXT).count() == 0
    assert page.locator("[name=body]").is_visible()
    assert "data-photo" in page.input_value("[name=body]")


def test_it_refuses_to_start_over_a_block_that_it_does_not_know(admin: Any) -> None:
    article = factories.draft(signed="author", body="<p>Текст</p>")
    Article.objects.filter(pk=article.pk).update(body='<p>Текст</p><figure data-map="3"></figure>')
    page = admin("journalist")
    page.goto(change_address(article))
    page.get_by_text("Редактор не открылся").wait_for()
    assert page.locator("[name=body]").is_visible()


def test_opening_and_leaving_a_form_changes_nothing(admin: Any) -> None:
    article = factories.draft(signed="author", body="<p>Текст</p>")
    Article.objects.filter(pk=article.pk).update(body=PHOTO)
    page = admin("journalist")
    open_form(page, change_address(article))
    page.locator(TEXT).focus()
    page.locator("[name=lead]").focus()
    page.wait_for_timeout(500)
    assert page.locator(".toolbar__saved").is_hidden()
    assert page.input_value("[name=body]") == PHOTO


def test_it_counts_words_characters_and_minutes(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    set_body(page, "".join(f"<p>{'слово ' * 90}</p>" for _line in range(32)))
    counts = page.locator(".editor__counts")
    expect(counts).to_contain_text("2 880 слов")
    expect(counts).to_contain_text("16 минут чтения")
    page.get_by_role("radio", name="Қазақша").check()
    expect(counts).to_contain_text("18 минут чтения")
    set_body(page, "<table><tbody><tr><td><p>раз</p></td><td><p>два</p></td></tr></tbody></table>")
    expect(counts).to_have_text("2 слова · 6 знаков · 1 минута чтения")


def test_a_limit_is_shown_before_it_is_reached(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    limit = page.locator("#id_headline-limit")
    most = int(str(page.get_attribute("[name=headline]", "data-limit")))
    page.fill("[name=headline]", "ы" * (most // 2))
    expect(limit).to_be_hidden()
    page.fill("[name=headline]", "ы" * (most - 10))
    expect(limit).to_have_text(f"Осталось знаков: 10 из {most}")
    page.fill("[name=headline]", "ы" * (most + 3))
    expect(limit).to_have_text(f"Лишних знаков: 3, можно не больше {most}")


@pytest.mark.parametrize("width", [390, 820, 1280, 1920])
def test_a_line_is_as_long_as_it_is_read_well(admin: Any, width: int) -> None:
    article = factories.draft(signed="author", body=f"<p>{WORDS}</p>")
    page = admin("journalist", viewport={"width": width, "height": 900})
    open_form(page, change_address(article))
    longest = page.locator(TEXT).evaluate(LINE)
    assert longest <= 78
    if width > 820:
        assert longest >= 55
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("login", ["journalist", "corrector"])
def test_six_lines_remain_over_the_keyboard_of_a_phone(admin: Any, login: str) -> None:
    article = (
        factories.proofing(body=f"<p>{WORDS}</p>")
        if login == "corrector"
        else factories.draft(signed="author", body=f"<p>{WORDS}</p>")
    )
    page = admin(login, viewport={"width": 390, "height": 844}, has_touch=True)
    open_form(page, change_address(article))
    page.set_viewport_size({"width": 390, "height": 480})
    click_into_text(page)
    page.keyboard.type(" И ещё.")
    assert page.locator(TEXT).evaluate(SEEN) >= 6


def test_a_finger_presses_the_toolbar(admin: Any) -> None:
    page = admin("journalist", viewport={"width": 390, "height": 844}, has_touch=True)
    open_form(page, ADD)
    page.locator(TEXT).tap()
    page.keyboard.type("Слово")
    page.get_by_role("button", name="Подзаголовок", exact=True).tap()
    page.locator(".editor-toolbar [data-name=insert]").tap()
    page.locator(".slash-menu [data-name=section-break]").tap()
    assert body_of(page).startswith("<h2>Слово</h2><hr>")


def test_the_editor_with_every_block_is_accessible(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    looks = (axe.Look("light", 1280), axe.Look("dark", axe.PHONE))
    set_body(page, "".join(BODIES.values()))
    click_into_text(page)
    assert axe.against_open(page, "blocks", looks) == []
    page.locator(".editor-toolbar [data-name=insert]").click()
    page.locator(".slash-menu [role=option]").first.wait_for()
    assert axe.against_open(page, "list of blocks", looks) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+h")
    page.get_by_role("search").wait_for()
    assert axe.against_open(page, "find and replace", looks) == []
    page.keyboard.press("Escape")
    page.locator("[data-kind=photo] .block__preview").first.click()
    page.keyboard.press("Enter")
    page.locator("dialog:not(#palette)").wait_for()
    assert axe.against_open(page, "form of a photo", looks) == []


def test_a_text_without_blocks_is_written_in_the_same_editor(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, "/admin/body/factbox/add/")
    page.fill("[name=title]", "Что такое поверка")
    page.fill("[name=checked_on]", "20.11.2026")
    page.locator(TEXT).click()
    page.keyboard.type("Проверка счётчика. /фото")
    assert page.locator(".slash-menu [role=option]").count() == 0
    page.keyboard.press("Escape")
    page.locator("[name=_save]").click()
    page.wait_for_url("**/admin/body/factbox/")
    assert FactBoxVersion.objects.get().body == "<p>Проверка счётчика. /фото</p>"
