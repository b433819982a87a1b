"""Nothing that somebody types is lost: saved on the server while typing, and kept in the browser."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from articles import actions
from articles.models import Article, Transition
from tests import factories
from tests.articles.admin.forms_sent import ADD, change_address
from tests.browser.editor.writing import open_form
from tests.users import PASSWORD, member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AUTOSAVE = "**/autosave/"


def state(page: Page) -> Any:
    return page.locator(".toolbar__saved")


def wait_for_copy(page: Page) -> None:
    """Wait until this browser has what was typed."""
    page.evaluate("() => new Promise((done) => document.querySelector('form#article_form')"
                  ".addEventListener('local-copy:kept', done, { once: true }))")  # fmt: skip


def test_a_new_article_is_saved_while_it_is_typed_and_submitted_with_one_press(admin: Any) -> None:
    page = admin("journalist")
    page.goto(ADD)
    page.fill("[name=headline]", "Мост открыли")
    expect(state(page)).to_contain_text("сохранено в")
    page.wait_for_url("**/change/")
    article = Article.objects.get()
    assert (article.headline, article.state) == ("Мост открыли", "draft")

    page.get_by_role("textbox", name="Текст").click()
    page.keyboard.type("Его ждали десять лет.")
    expect(state(page)).to_have_text("не сохранено")
    page.keyboard.press("Control+s")
    expect(state(page)).to_contain_text("сохранено в")
    article.refresh_from_db()
    assert article.body == "<p>Его ждали десять лет.</p>"
    assert [row.name for row in Transition.objects.all()] == ["create"]
    # The caret has stayed where it was.
    page.keyboard.type(" И ещё два.")
    expect(state(page)).to_contain_text("сохранено в")
    page.get_by_role("button", name="Отправить на вычитку").wait_for()
    page.get_by_role("link", name="История").wait_for()


def test_a_closed_tab_and_a_lost_network_lose_nothing(admin: Any) -> None:
    article = factories.draft(signed="author", body="<p>Старый текст.</p>")
    page = admin("journalist")
    open_form(page, change_address(article))
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Текст").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+b")
    page.keyboard.type("Новые слова")
    page.get_by_role("button", name="Добавить источник").click()
    page.fill("[name=sources-0-name]", "Казинформ")
    expect(state(page)).to_contain_text("нет связи, хранится в этом браузере")
    context = page.context
    page.close()
    context.set_offline(False)

    page = context.new_page()
    page.goto(change_address(article))
    page.get_by_text("оно хранилось в этом браузере").wait_for()
    assert page.input_value("[name=sources-0-name]") == "Казинформ"
    assert page.locator(".ProseMirror strong").text_content() == "Новые слова"
    expect(state(page)).to_contain_text("сохранено в")
    article.refresh_from_db()
    assert "<strong>Новые слова</strong>" in article.body
    assert article.sources.get().name == "Казинформ"

    page.goto(change_address(article))
    page.get_by_role("textbox", name="Текст").wait_for()
    assert page.get_by_text("оно хранилось в этом браузере").is_hidden()


def test_after_the_login_has_ended_the_text_comes_back(admin: Any) -> None:
    article = factories.draft(signed="author")
    page = admin("journalist")
    page.goto(change_address(article))
    page.context.clear_cookies()
    page.fill("[name=lead]", "Написано без входа")
    expect(state(page)).to_contain_text("вход закончился")
    page.goto(change_address(article))
    page.fill("#id_username", "journalist")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("оно хранилось в этом браузере").wait_for()
    assert page.input_value("[name=lead]") == "Написано без входа"


def test_of_two_people_nobody_overwrites_the_other_unseen(admin: Any) -> None:
    article = factories.draft(signed="author")
    page = admin("journalist")
    page.goto(change_address(article))
    with actions.editing(article, by=member("editor")) as text:
        text.lead = "Редактор успел раньше"
    page.fill("[name=lead]", "Автор пишет")
    expect(state(page)).to_contain_text("этот материал сохранил кто-то другой")
    article.refresh_from_db()
    assert article.lead == "Редактор успел раньше"
    page.get_by_role("button", name="Сохранить").click()
    page.get_by_role("heading", name="Пока вы писали, материал изменился").wait_for()
    assert page.input_value("[name=lead]") == "Автор пишет"


def test_an_older_copy_is_compared_and_not_put_over_newer_text(admin: Any) -> None:
    article = factories.draft(signed="author")
    page = admin("journalist")
    page.route(AUTOSAVE, lambda route: route.abort())
    page.goto(change_address(article))
    page.fill("[name=lead]", "Написано в поезде")
    wait_for_copy(page)
    with actions.editing(article, by=member("editor")) as text:
        text.lead = "Редактор успел раньше"
    page.goto(change_address(article))
    assert page.input_value("[name=lead]") == "Редактор успел раньше"
    page.get_by_role("button", name="Сравнить с сохранённым").click()
    page.get_by_role("heading", name="Пока вы писали, материал изменился").wait_for()
    assert page.input_value("[name=lead]") == "Написано в поезде"


def test_a_press_during_a_slow_autosave_is_no_conflict(admin: Any) -> None:
    def slowly(route: Route) -> None:
        time.sleep(0.6)
        route.continue_()

    member("corrector")
    article = factories.draft(signed="author", body="<p>Текст.</p>")
    page = admin("journalist")
    page.goto(change_address(article))
    page.route(AUTOSAVE, slowly)
    page.fill("[name=lead]", "Готово")
    with page.expect_request(AUTOSAVE):
        pass
    page.get_by_role("button", name="Отправить на вычитку").click()
    page.get_by_text("на вычитке").first.wait_for()
    article.refresh_from_db()
    assert (article.state, article.lead) == ("submitted", "Готово")


def test_an_approved_article_is_not_touched_without_a_press(admin: Any) -> None:
    article = factories.approved()
    page = admin("editor")
    page.goto(change_address(article))
    page.fill("[name=lead]", "Другой лид")
    wait_for_copy(page)
    page.wait_for_timeout(3500)
    article.refresh_from_db()
    assert article.state == "approved"
    assert state(page).text_content() == "не сохранено"
