"""An article from its draft to its readers, by all the people who work on it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from newsroom.website.models import Outlet
from tests import factories
from tests.browser.conftest import Visit
from tests.newsroom.images.files import encoded, quarters
from tests.users import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADLINE = "В Тастыбулаке открыли центр, которого ждали десять лет"
LEAD = "Двенадцать комнат, мастерская и кухня — всё построено соседями"
NOTICE = "Мы сняли этот материал: в нём была ошибка в фамилии."


@pytest.fixture(autouse=True)
def newsroom(transactional_db: None) -> None:
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
    factories.section("gorod")
    for name in ("journalist", "corrector", "editor"):
        member(name)


def write(page: Page) -> None:
    """Fill in a new article in the real editor, with everything that an article has."""
    page.goto("/admin/articles/article/add/")
    page.fill("#id_headline", HEADLINE)
    page.fill("#id_lead", LEAD)
    page.locator(".ProseMirror[role=textbox]").click()
    page.keyboard.type("Общественый центр открыли в среду вечером.")
    page.keyboard.press("Enter")
    page.keyboard.type("Строили его всей улицей: кто приносил чай, кто доски, кто гвозди.")
    page.select_option("#id_section", label="Рубрика gorod")
    page.locator("#id_tags").press_sequentially("паводок")
    page.keyboard.press("Enter")
    page.get_by_label("По-казахски").fill("су тасқыны")
    page.keyboard.press("Enter")
    page.locator("[data-add-row=sources]").click()
    page.fill("[name=sources-0-name]", "Вестник степи")
    page.fill("[name=sources-0-url]", "https://example.kz/vestnik")
    page.fill("[name=bylines-0-role]", "Тастыбулак")
    upload(page)
    page.fill("#id_alt", "Четыре цвета")
    page.locator("[name=_continue]").click()
    page.wait_for_url("**/change/")


def upload(page: Page) -> None:
    page.locator(".picture-field").get_by_role("button", name="Выбрать снимок").click()
    dialog = page.get_by_role("dialog")
    buffer = encoded(quarters((1500, 1000)))
    dialog.locator("[data-part=files]").set_input_files(
        {"name": "Центр.jpg", "mimeType": "image/jpeg", "buffer": buffer}
    )
    dialog.get_by_role("button", name="Выбрать").click()
    expect(page.locator("select[name=image]")).not_to_have_value("")
    page.fill("#id_credit", "Фото: Пётр Щегольков")


def make_transition(page: Page, transition: str) -> None:
    page.locator(f".toolbar [data-transition={transition}]").click()


def open_from_start(page: Page) -> None:
    """Open the article from its queue on the start page."""
    page.goto("/admin/")
    page.get_by_role("link", name=HEADLINE).first.click()
    page.wait_for_url("**/change/")


def correct_the_first_word(page: Page) -> None:
    # By the mouse: keys pressed right after a click overtake the editor, which looks at the caret a moment later.
    page.locator(".ProseMirror[role=textbox] p").first.dblclick(position={"x": 20, "y": 10})
    assert str(page.evaluate("getSelection().toString()")).strip() == "Общественый"
    page.keyboard.type("Общественный")


def state(page: Page, named: str) -> None:
    expect(page.locator(".toolbar .state").first).to_have_text(named)


def read(page: Page) -> str:
    """Open the article from the front page and check everything that was written; return its address."""
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.get_by_role("link", name=HEADLINE).first.click()
    expect(page.locator("h1")).to_have_text(HEADLINE)
    text = page.locator("main").inner_text()
    for words in (LEAD, "Общественный центр", "кто гвозди", "Пётр Щегольков", "Тастыбулак", "Вестник степи", "паводок"):
        assert words.casefold() in text.casefold(), words
    assert page.get_by_role("link", name="Вестник степи").get_attribute("href") == "https://example.kz/vestnik"
    picture = page.locator("article picture img").first
    assert picture.get_attribute("alt") == "Четыре цвета"
    assert (fetched := page.request.get(str(picture.get_attribute("src")))).status == 200
    assert fetched.headers["content-type"] == "image/jpeg"
    return page.url


def test_an_article_is_written_reviewed_published_read_and_withdrawn(visit: Visit, admin: Visit) -> None:
    journalist = admin("journalist")
    write(journalist)
    state(journalist, "черновик")
    make_transition(journalist, "submit")
    state(journalist, "на вычитке")
    article = Article.objects.get()
    reader, plain = visit(), visit(java_script_enabled=False)
    assert reader.request.get(f"/articles/{article.pk}-x/").status == 404

    corrector = admin("corrector")
    open_from_start(corrector)
    make_transition(corrector, "claim")
    state(corrector, "у корректора")
    correct_the_first_word(corrector)
    make_transition(corrector, "approve")
    state(corrector, "вычитано")

    editor = admin("editor")
    open_from_start(editor)
    make_transition(editor, "publish")
    state(editor, "опубликовано")

    address = read(reader)
    assert read(plain) == address
    withdraw(editor)

    for page in (reader, plain):
        answer: Any = page.goto(address)
        assert answer.status == 410
        expect(page.locator("main")).to_contain_text(NOTICE)
        assert LEAD not in page.content()
        page.goto("/")
        assert HEADLINE not in page.content()


def withdraw(page: Page) -> None:
    page.locator(".toolbar__more summary").click()
    make_transition(page, "withdraw")
    page.check("[name=kind][value=notice]")
    page.fill("[name=text]", NOTICE)
    page.fill("[name=reason]", "Ошибка в фамилии")
    page.locator("main [data-transition=withdraw], #content-main [data-transition=withdraw]").first.click()
    page.wait_for_url(re.compile("/change/$"))
    state(page, "снято")
