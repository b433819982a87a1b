"""Who else has an article open: people see each other, take a text over with notice, and write in one window."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Presence
from tests import factories
from tests.articles.admin.forms_sent import change_address
from tests.users import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SOON = 5000
LIST = "/admin/articles/article/"


def open_form(page: Page, article: Article) -> Page:
    page.goto(change_address(article))
    page.get_by_role("textbox", name="Текст").wait_for()
    return page


def people(page: Page) -> Any:
    return page.locator(".presence__people li")


def notice(page: Page) -> Any:
    return page.locator("[data-form-notice]")


def saved(page: Page) -> Any:
    return page.locator(".toolbar__saved")


def test_two_people_see_each_other_within_five_seconds(admin: Any) -> None:
    article = factories.draft(signed="author")
    first, second = open_form(admin("journalist"), article), open_form(admin("editor"), article)
    expect(people(first)).to_contain_text("Лидия Верещук — с ", timeout=SOON)
    expect(people(second)).to_contain_text("Пётр Щегольков — с ", timeout=SOON)

    first.fill("[name=lead]", "Автор пишет лид")
    expect(people(second)).to_contain_text("правит: лид")
    mark = second.locator(".field-lead .field-mark")
    expect(mark).to_have_text("Здесь пишет: Пётр Щегольков")
    described = second.locator("[name=lead]").get_attribute("aria-describedby")
    assert mark.get_attribute("id") in (described or "").split()

    first.close()
    expect(people(second)).to_have_count(0, timeout=4 * SOON)
    expect(mark).to_have_count(0)


def test_the_list_shows_who_has_an_article_open(admin: Any) -> None:
    article = factories.draft(signed="author")
    listing = admin("editor")
    listing.goto(LIST)
    mark = listing.locator(f"[data-open-by='{article.pk}']")
    expect(mark).to_be_hidden()
    page = open_form(admin("journalist"), article)
    expect(mark).to_contain_text("открыто: Пётр Щегольков", timeout=SOON)
    page.fill("[name=lead]", "Автор пишет лид")
    expect(mark).to_contain_text("правит: лид")
    listing.reload()
    expect(mark).to_contain_text("открыто: Пётр Щегольков")


def test_a_text_is_taken_over_with_notice_and_nothing_is_lost(admin: Any) -> None:
    article = factories.draft(signed="author", lead="Прежний лид")
    author, editor = open_form(admin("journalist"), article), open_form(admin("editor"), article)
    author.fill("[name=lead]", "Автор ещё не сохранил")
    editor.get_by_role("button", name="Взять текст себе").click()
    expect(notice(author)).to_contain_text("текст правит Лидия Верещук", timeout=SOON)
    expect(saved(author)).to_contain_text("сохранено в")
    article.refresh_from_db()
    assert article.lead == "Автор ещё не сохранил"

    # The editor has the newest text and writes on; nothing can be typed at the author's.
    expect(editor.locator("[name=lead]")).to_have_value("Автор ещё не сохранил")
    expect(notice(editor)).to_be_hidden()
    author.get_by_role("textbox", name="Текст").click()
    author.keyboard.type("Лишнее")
    author.locator("[name=lead]").press_sequentially("Лишнее")
    author.keyboard.press("Control+s")
    editor.fill("[name=lead]", "Редактор дописал")
    expect(saved(editor)).to_contain_text("сохранено в")
    article.refresh_from_db()
    assert (article.lead, "Лишнее" in article.body) == ("Редактор дописал", False)
    assert author.get_by_role("button", name="Сохранить").is_disabled()

    author.get_by_role("button", name="Взять текст обратно").click()
    expect(notice(editor)).to_contain_text("текст правит Пётр Щегольков", timeout=SOON)
    expect(author.locator("[name=lead]")).to_have_value("Редактор дописал")
    author.fill("[name=lead]", "Автор снова пишет")
    expect(saved(author)).to_contain_text("сохранено в")
    article.refresh_from_db()
    assert article.lead == "Автор снова пишет"


def test_a_claim_that_is_taken_over_is_said_to_the_reviewer(admin: Any) -> None:
    article = factories.proofing()
    page = open_form(admin("corrector"), article)
    other = admin("head")
    other.goto(change_address(article))
    other.get_by_text("Ещё", exact=True).click()
    other.get_by_role("button", name="Перехватить").click()
    expect(notice(page)).to_contain_text("у корректора: Әсел Тастыбекқызы", timeout=SOON)
    assert page.locator("[name=lead]").get_attribute("readonly") is not None


def test_the_second_window_of_one_person_writes_only_when_it_is_asked(admin: Any) -> None:
    article = factories.draft(signed="author", lead="Прежний лид")
    first = open_form(admin("journalist"), article)
    first.fill("[name=lead]", "В первом окне")
    second = open_form(first.context.new_page(), article)
    expect(notice(second)).to_contain_text("открыт в другом окне")
    second.locator("[name=lead]").press_sequentially("Лишнее")
    assert "Лишнее" not in second.input_value("[name=lead]")

    second.get_by_role("button", name="Писать здесь").click()
    expect(notice(first)).to_contain_text("взят в другое окно")
    expect(second.locator("[name=lead]")).to_have_value("В первом окне")
    expect(notice(second)).to_be_hidden()
    second.fill("[name=lead]", "Во втором окне")
    expect(saved(second)).to_contain_text("сохранено в")
    article.refresh_from_db()
    assert article.lead == "Во втором окне"


def test_one_window_asks_for_all_windows_of_a_browser(admin: Any) -> None:
    articles = [factories.draft(signed="author") for _ in range(3)]
    page = admin("journalist")
    asked: list[int] = []

    def count(request: Any) -> None:
        if request.url.endswith("/article/presence/"):
            asked.append(len(request.post_data_json.get("open", [])))

    page.context.on("request", count)
    for article in articles:
        open_form(page.context.new_page(), article)
    member("editor")
    for _ in range(60):
        if Presence.objects.count() == 3:
            break
        page.wait_for_timeout(100)
    asked.clear()
    page.wait_for_timeout(8500)
    assert Presence.objects.count() == 3
    assert 1 <= len(asked) <= 4
    assert set(asked) == {3}
