"""The toolbar of the editor and its keys, without a mouse; the link dialog; find and replace."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.articles.admin.forms_sent import ADD, change_address
from tests.browser.editor.writing import TEXT, body_of, click_into_text, open_form, select, set_body, with_records

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CONTRAST = """button => {
  const parse = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => parse(colour).map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
  const { color, backgroundColor } = getComputedStyle(button);
  const [darker, lighter] = [light(color), light(backgroundColor)].sort((one, other) => one - other);
  return (lighter + 0.05) / (darker + 0.05);
}"""


@pytest.fixture
def page(admin: Any) -> Page:
    page: Page = admin("journalist")
    open_form(page, ADD)
    return page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset.name ?? document.activeElement.getAttribute('role')"))


def test_it_is_one_tab_stop_and_is_walked_with_arrows(page: Page) -> None:
    assert page.locator(".editor-toolbar [tabindex='0']").count() == 1
    page.focus("[name=lead]")
    page.keyboard.press("Tab")
    assert focused(page) == "insert"
    page.keyboard.press("Tab")
    assert focused(page) == "textbox"
    page.keyboard.press("Alt+F10")
    steps = {"ArrowRight": "photo", "End": "question", "ArrowLeft": "find", "Home": "insert"}
    for key, name in steps.items():
        page.keyboard.press(key)
        assert focused(page) == name
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "question"
    page.keyboard.press("Escape")
    assert focused(page) == "textbox"


def test_a_block_is_changed_from_the_toolbar_with_keys_alone(page: Page) -> None:
    set_body(page, '<section data-speech="question"><cite></cite><p>Зачем?</p></section><p>Дальше</p>')
    select(page, "Зачем")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Home")
    assert focused(page) == "edit"
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("dialog:not(#palette)").wait_for(state="detached")
    assert body_of(page).startswith('<section data-speech="answer">')


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_says_what_is_on_and_shows_it(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    bold = page.get_by_role("button", name="Жирный")
    page.locator(TEXT).click()
    expect(bold).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Control+b")
    expect(bold).to_have_attribute("aria-pressed", "true")
    page.mouse.move(0, 0)
    assert bold.evaluate(CONTRAST) >= 3
    page.keyboard.type("Слово")
    bold.click()
    page.keyboard.type(" дальше")
    assert body_of(page) == "<p><strong>Слово</strong> дальше</p>"


def test_a_link_is_mended_or_asked_for(page: Page) -> None:
    set_body(page, "<p>Договор и почта</p>")
    page.locator(TEXT).press("Control+k")
    assert page.locator("dialog:not(#palette)").count() == 0
    # Without a selection the keys open the palette.
    page.keyboard.press("Escape")
    select(page, "Договор")
    page.keyboard.press("Control+k")
    page.get_by_role("heading", name="Новая ссылка").wait_for()
    for typed in ("javascript:alert(1)", "закупка", "http://"):
        page.fill("dialog:not(#palette) [name=href]", typed)
        page.keyboard.press("Enter")
        expect(page.locator(".editor-dialog__error")).to_contain_text("никуда не ведёт")
    page.fill("dialog:not(#palette) [name=href]", "goszakup.gov.kz/ru/1")
    page.keyboard.press("Enter")
    select(page, "почта")
    page.keyboard.press("Control+k")
    page.fill("dialog:not(#palette) [name=href]", "a@example.kz")
    page.keyboard.press("Enter")
    page.locator("dialog:not(#palette)").wait_for(state="detached")
    assert body_of(page) == (
        '<p><a href="https://goszakup.gov.kz/ru/1" rel="noopener">Договор</a> и '
        '<a href="mailto:a@example.kz" rel="noopener">почта</a></p>'
    )
    page.keyboard.press("Control+k")
    page.get_by_role("button", name="Убрать ссылку").click()
    assert body_of(page).endswith("</a> и почта</p>")


def test_a_link_finds_our_articles_while_typing(admin: Any) -> None:
    page = admin("journalist")
    found = {"id": 58, "headline": "Мост открыли", "state_label": "опубликовано", "public_url": "/articles/58-most/"}
    with_records(page, articles=[found])
    open_form(page, ADD)
    set_body(page, "<p>Договор</p>")
    select(page, "Договор")
    page.keyboard.press("Control+k")
    page.locator("dialog:not(#palette) [name=href]").press_sequentially("мост")
    page.get_by_role("option", name="Мост открыли").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("dialog:not(#palette) [name=href]") == "/articles/58-most/"
    page.keyboard.press("Enter")
    page.locator("dialog:not(#palette)").wait_for(state="detached")
    assert 'href="/articles/58-most/"' in body_of(page)


def test_it_finds_and_replaces_and_undoes_all_at_once(page: Page) -> None:
    set_body(
        page,
        "<p>Мост и <em>мост</em></p><blockquote><p>Мостовая</p></blockquote><ul><li><p>Мо<em>ст</em></p></li></ul>",
    )
    before = body_of(page)
    click_into_text(page)
    page.keyboard.press("Control+h")
    page.get_by_role("textbox", name="Найти", exact=True).fill("мост")
    count = page.locator(".find__count")
    expect(count).to_contain_text("из 4")
    page.get_by_label("только целые слова").check()
    expect(count).to_contain_text("из 3")
    page.get_by_label("с учётом регистра").check()
    expect(count).to_have_text("1 из 1")
    page.get_by_label("с учётом регистра").uncheck()
    page.get_by_label("Заменить на").fill("Дом")
    page.get_by_role("button", name="Заменить всё").click()
    expect(count).to_have_text("Заменено: 3")
    assert body_of(page) == (
        "<p>Дом и <em>Дом</em></p><blockquote><p>Мостовая</p></blockquote><ul><li><p>Дом</p></li></ul>"
    )
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    assert body_of(page) == before


def test_it_replaces_one_after_another(page: Page) -> None:
    set_body(page, "<p>раз раз раз</p>")
    page.get_by_role("button", name="Найти и заменить").click()
    page.get_by_role("textbox", name="Найти", exact=True).fill("раз")
    page.keyboard.press("Enter")
    page.get_by_label("Заменить на").fill("два")
    page.get_by_role("button", name="Заменить", exact=True).click()
    page.get_by_role("button", name="Дальше").click()
    page.get_by_role("button", name="Заменить", exact=True).click()
    assert sorted(body_of(page).removeprefix("<p>").removesuffix("</p>").split()) == ["два", "два", "раз"]


def test_the_sheet_of_keys_opens_outside_fields_only(page: Page) -> None:
    page.locator(TEXT).press("?")
    assert page.locator("dialog:not(#palette)").count() == 0
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Клавиши").get_by_text("Ctrl+Alt+2").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog:not(#palette)").wait_for(state="detached")
    page.get_by_role("button", name="Клавиши").click()
    page.get_by_role("dialog", name="Клавиши").wait_for()


def test_the_form_leads_to_words_that_are_not_for_readers(admin: Any, corrector: Any) -> None:
    article = factories.draft(signed="author", lead="Лид ТК", body="<p>Мост открыл ТК имя <em>акима</em>.</p>")
    page = admin("journalist")
    open_form(page, change_address(article))
    page.get_by_role("button", name="Отправить на вычитку").click()
    page.get_by_text("Есть слова не для читателей").first.wait_for()
    page.locator(TEXT).wait_for()
    page.locator(".editor-toolbar").wait_for()
    page.locator(".missing [data-field=lead]").click()
    page.keyboard.type("о мосте")
    page.locator(".missing [data-field=body]").click()
    page.keyboard.type("Иван Ли,")
    assert page.input_value("[name=lead]") == "Лид о мосте"
    assert body_of(page) == "<p>Мост открыл Иван Ли, имя <em>акима</em>.</p>"
    page.get_by_role("button", name="Отправить на вычитку").click()
    expect(page.locator(".toolbar .state").first).to_have_text("на вычитке")
