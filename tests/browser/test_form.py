"""The form of an article in a real browser: tags, the order of rows, kinds of bylines, unsaved changes."""

from typing import Any

import pytest

from articles.models import Article
from newsroom.website.models import Tag
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import ADD, change_address
from tests.browser.editor.writing import open_form
from tests.users import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_journalist_fills_the_form_with_the_keyboard(admin: Any) -> None:
    Tag.objects.create(name="тарифы", name_kk="тарифтер")
    member("journalist2")
    page = admin("journalist")
    open_form(page, ADD)
    page.fill("[name=headline]", "Почём нынче двор")
    page.get_by_role("textbox", name="Текст").click()
    page.keyboard.type("Двор подорожал втрое.")

    page.get_by_role("combobox", name="Теги").click()
    page.keyboard.type("ТАРИФ")
    page.get_by_role("option", name="тарифы").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("новый тег,лишний,")
    page.keyboard.press("Backspace")
    page.get_by_role("button", name="Пока без казахского названия").click()

    page.get_by_role("button", name="Добавить подпись").click()
    second = page.locator(".formset-row--byline").nth(1)
    second.locator("select[name$=-kind]").select_option("guest")
    assert second.locator("[name$=-person]").is_hidden()
    second.locator("[name$=-name]").fill("Фёкла Цыганкова")
    second.get_by_role("button", name="Выше").click()

    page.get_by_role("button", name="Добавить источник").click()
    page.fill("[name=sources-0-name]", "Казинформ")
    page.get_by_role("button", name="Сохранить").click()
    page.get_by_text("сохранено в").wait_for()

    article = Article.objects.get()
    assert article.body == "<p>Двор подорожал втрое.</p>"
    assert {tag.name for tag in article.tags.all()} == {"тарифы", "новый тег"}
    assert [str(byline) for byline in article.bylines.all()] == ["Фёкла Цыганкова", "Пётр Щегольков"]
    assert article.sources.get().name == "Казинформ"
    assert page.get_by_text("не сохранено").is_hidden()


def test_of_two_browsers_the_second_loses_nothing(admin: Any, transactional_db: None) -> None:
    article = factories.draft(signed="author")
    first, second = admin("journalist"), admin("editor")
    for page in (first, second):
        page.goto(change_address(article))
        page.get_by_role("textbox", name="Текст").wait_for()
    first.fill("[name=headline]", "Первый")
    first.get_by_role("button", name="Сохранить").click()
    first.get_by_text("сохранено в").wait_for()
    second.fill("[name=headline]", "Второй")
    second.get_by_role("button", name="Сохранить").click()
    second.get_by_role("heading", name="Пока вы писали, материал изменился").wait_for()
    assert second.input_value("[name=headline]") == "Второй"
    second.get_by_label("Да, заменить сохранённое").check()
    second.get_by_role("button", name="Сохранить мой текст поверх").click()
    second.get_by_text("Сохранено.").wait_for()
    article.refresh_from_db()
    assert article.headline == "Второй"


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_editor_speaks_the_language_of_the_admin(admin: Any, language: str) -> None:
    User.objects.filter(pk=member("journalist").pk).update(language=language)
    page = admin("journalist")
    page.goto(ADD)
    toolbar = page.get_by_role("toolbar")
    toolbar.wait_for()
    titles = toolbar.locator("[title]").evaluate_all("all => all.map(one => one.title.replace(/ \\(.*\\)/, ''))")
    words = toolbar.locator(".editor-toolbar__button--text").all_text_contents()
    assert not [text for text in [*titles, *words] if any("a" <= letter.lower() <= "z" for letter in text)]
    assert page.locator(".ProseMirror[contenteditable]").get_attribute("aria-label")


def test_a_phone_shows_one_column_and_the_toolbar(admin: Any) -> None:
    article = factories.draft(signed="author", tags=("мост", "река"))
    page = admin("journalist", viewport={"width": 390, "height": 800})
    page.goto(change_address(article))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.get_by_role("button", name="Сохранить").is_visible()
    assert page.locator(".toolbar").bounding_box()["y"] < 800


def test_a_form_over_the_limit_is_not_sent_and_keeps_its_text(admin: Any, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    page = admin("journalist")
    page.goto(ADD)
    page.fill("[name=headline]", "Мост")
    page.fill("[name=lead]", "ы" * 20_000)
    page.get_by_role("button", name="Сохранить").click()
    page.get_by_text("Текста слишком много для одной отправки").wait_for()
    assert not Article.objects.exists()
    page.fill("[name=lead]", "Его ждали десять лет")
    page.get_by_role("button", name="Сохранить").click()
    page.wait_for_url("**/change/")
    assert Article.objects.get().headline == "Мост"


def test_a_link_typed_without_a_scheme_is_completed(admin: Any) -> None:
    page = admin("journalist")
    open_form(page, ADD)
    page.fill("[name=headline]", "Закупка")
    page.get_by_role("textbox", name="Текст").click()
    page.keyboard.type("Договор")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.locator("dialog:not(#palette) input[name=href]").fill("goszakup.gov.kz/ru/announce/1")
    page.locator("dialog:not(#palette) button[type=submit]").click()
    page.get_by_role("button", name="Сохранить").click()
    page.wait_for_url("**/change/")
    assert 'href="https://goszakup.gov.kz/ru/announce/1"' in Article.objects.get().body
