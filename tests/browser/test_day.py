"""A day in the newsroom with all its roles, each in a browser and a language of their own."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from newsroom.digests.models import Digest
from newsroom.website.models import Outlet
from tests import factories
from tests.articles.admin.forms_sent import ADD
from tests.browser.conftest import Visit
from tests.users import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RUSSIAN = "В Тастыбулаке открыли центр для подростков"
KAZAKH = "Тастыбұлақта жасөспірімдер орталығы ашылды"
REMARK = "Кто строил? Добавьте имена."
MISSION = "Мы пишем о том, что видно из окна автобуса."
DIGEST = "Неделя одной новой двери"
RETELLING = "У подростков Тастыбулака появился свой дом."
FRONT = "/admin/website/frontpick/"


@pytest.fixture(autouse=True)
def newsroom(transactional_db: None) -> None:
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
    factories.section("gorod")
    for name in ("journalist", "corrector", "writer_corrector", "editor"):
        member(name)


def test_a_day(visit: Visit, admin: Visit) -> None:
    head, editor, moderator = admin("head", "kk"), admin("editor"), admin("moderator", "kk")
    journalist, corrector = admin("journalist"), admin("corrector")
    second = admin("writer_corrector", "kk")
    reader, plain = visit(), visit(java_script_enabled=False)

    head_writes_the_mission(head)
    write(journalist, RUSSIAN, "Его ждали десять лет, а построили за одно лето.", "Двери открыли утром.")
    submit(journalist)
    second_reader_sends_it_back(second, RUSSIAN)
    journalist_mends_it(journalist)
    second_reader_approves(second, RUSSIAN)
    editor_publishes(editor, RUSSIAN)

    write(second, KAZAKH, "Он жыл күткен еді.", "Есік таңертең ашылды.", translates=RUSSIAN)
    submit(second)
    corrector_reads(corrector, KAZAKH)
    editor_publishes(editor, KAZAKH)

    editor_keeps_it_on_top(editor, reader)
    digest_is_written(journalist)
    digest_is_approved(corrector)
    digest_is_published(editor)

    reader_reads(reader)
    reader_reads(plain)
    reader_searches(reader)
    moderator_sees_no_drafts(moderator)
    corrector_fixes_a_typo(corrector, reader)
    editor_withdraws(editor)
    nothing_of_it_is_left(reader)


def head_writes_the_mission(page: Page) -> None:
    page.goto("/admin/articles/text/add/")
    page.select_option("#id_kind", "mission")
    page.select_option("#id_language", "ru")
    page.fill("[name=title]", "Зачем мы это делаем")
    page.locator(".ProseMirror[role=textbox]").click()
    page.keyboard.type(MISSION)
    page.locator("[name=_publish]").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()


def write(page: Page, headline: str, lead: str, text: str, *, translates: str = "") -> None:
    page.goto(ADD)
    page.fill("[name=headline]", headline)
    page.fill("[name=lead]", lead)
    page.locator(".ProseMirror[role=textbox]").click()
    page.keyboard.type(text)
    page.select_option("[name=section]", index=1)
    page.check("[name=own_reporting]")
    page.locator("#id_tags").press_sequentially("подростки" if not translates else "жасөспірімдер")
    page.keyboard.press("Enter")
    page.locator(".new-tags__row button").last.click()
    if translates:
        choose_the_original(page, translates)
    page.locator("[name=_continue]").click()
    page.wait_for_url("**/change/")


def choose_the_original(page: Page, headline: str) -> None:
    page.check("#id_language [value=kk]")
    page.locator(".field-translation_of .select2-selection").click()
    page.locator(".select2-search__field").fill(headline[:20])
    page.locator(".select2-results__option", has_text=headline).click()


def make_transition(page: Page, transition: str) -> None:
    page.locator(f".toolbar [data-transition={transition}]").click()


def expect_state(page: Page, state: str) -> None:
    expect(page.locator(".toolbar .state").first).to_have_attribute("data-state", state)


def submit(page: Page) -> None:
    make_transition(page, "submit")
    expect_state(page, "submitted")


def open_from_start(page: Page, headline: str) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name=headline, exact=True).first.click()
    page.wait_for_url("**/change/")


def second_reader_sends_it_back(page: Page, headline: str) -> None:
    open_from_start(page, headline)
    make_transition(page, "claim")
    expect_state(page, "proofing")
    make_transition(page, "send_back")
    page.fill("[name=reason]", REMARK)
    page.locator(".transition__form [data-transition=send_back]").click()
    page.wait_for_url(re.compile("/change/$"))
    expect_state(page, "returned")


def journalist_mends_it(page: Page) -> None:
    page.goto("/admin/")
    expect(page.locator(".queue-row__reason")).to_contain_text(REMARK)
    open_from_start(page, RUSSIAN)
    expect(page.locator("#content-main")).to_contain_text(REMARK)
    page.locator(".ProseMirror[role=textbox] p").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" Строила вся улица.")
    submit(page)


def second_reader_approves(page: Page, headline: str) -> None:
    open_from_start(page, headline)
    make_transition(page, "claim")
    expect_state(page, "proofing")
    expect(page.locator(".ProseMirror[role=textbox]")).to_contain_text("Строила вся улица")
    make_transition(page, "approve")
    expect_state(page, "approved")


def corrector_reads(page: Page, headline: str) -> None:
    page.goto("/admin/")
    page.locator(".queue-row", has_text=headline).locator("[data-transition=claim]").click()
    expect_state(page, "proofing")
    make_transition(page, "approve")
    expect_state(page, "approved")


def editor_publishes(page: Page, headline: str) -> None:
    open_from_start(page, headline)
    make_transition(page, "publish")
    expect_state(page, "published")


def editor_keeps_it_on_top(editor: Page, reader: Page) -> None:
    """Keep an article on top of the front page although another one is newer."""
    factories.published(headline="Новее всех")
    reader.goto("/")
    expect(reader.locator(".lead-article__headline")).to_have_text("Новее всех")
    editor.goto(f"{FRONT}?language=ru")
    editor.fill("[name=slot-0-article]", RUSSIAN)
    editor.locator(".front__buttons .toolbar__button--main").click()
    expect(editor.locator(".messagelist .success")).to_be_visible()
    reader.goto("/")
    expect(reader.locator(".lead-article__headline")).to_have_text(RUSSIAN)


def digest_is_written(page: Page) -> None:
    page.goto("/admin/digests/digest/add/")
    page.fill("[name=title]", DIGEST)
    page.locator(".toolbar .toolbar__button").click()
    page.wait_for_url("**/change/")
    page.locator("[name=_propose]").click()
    rows = page.locator(".formset > li:has([name$=-article])")
    expect(page.locator("[name=items-1-article]")).not_to_have_value("")
    for place in range(rows.count()):
        if RUSSIAN in page.input_value(f"[name=items-{place}-article]"):
            page.fill(f"[name=items-{place}-retelling]", RETELLING)
    page.locator(".toolbar [data-transition=submit]").click()
    expect_state(page, "submitted")


def digest_is_approved(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name=DIGEST).click()
    page.locator(".toolbar [data-transition=approve]").click()
    expect_state(page, "approved")


def digest_is_published(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name=DIGEST).click()
    page.locator(".toolbar [data-transition=publish]").click()
    expect_state(page, "published")


def reader_reads(page: Page) -> None:
    """Read the article and what is below it, switch to the other language and back."""
    page.goto("/")
    page.get_by_role("link", name=RUSSIAN, exact=True).first.click()
    main = page.locator("main")
    for words in ("Строила вся улица.", DIGEST, MISSION, "подростки", "Похожее", "Новее всех"):
        expect(main).to_contain_text(words)
    page.locator(".masthead__language").click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    expect(page.locator("h1")).to_have_text(KAZAKH)
    page.locator(".masthead__language").click()
    expect(page.locator("h1")).to_have_text(RUSSIAN)
    page.get_by_role("link", name=DIGEST).click()
    expect(main).to_contain_text(RETELLING)


def reader_searches(page: Page) -> None:
    """Search by other forms of the words, and in Kazakh without Kazakh letters."""
    for address, query, found in (("/search/", "подростку", RUSSIAN), ("/kk/search/", "орталык", KAZAKH)):
        page.goto(address)
        page.fill("[name=q]", query)
        page.keyboard.press("Enter")
        expect(page.locator(".row__headline")).to_have_text([found])
        expect(page.locator(".row__headline .hit")).to_be_visible()
    page.goto("/search/?q=подростку")
    page.locator(".search__filters summary").click()
    page.fill("[name=before]", "2020-01-01")
    page.locator(".search__button").click()
    expect(page.locator(".row__headline")).to_have_count(0)


def moderator_sees_no_drafts(page: Page) -> None:
    factories.draft(headline="Тайный черновик")
    page.goto("/admin/")
    expect(page.locator("body")).not_to_contain_text("Тайный черновик")
    answer = page.goto(ADD)
    assert answer is not None
    assert answer.status == 403


def corrector_fixes_a_typo(corrector: Page, reader: Page) -> None:
    """Correct a word of the live text without a new review and without «Обновлено»."""
    article = Article.objects.get(headline=RUSSIAN)
    corrector.goto(f"/admin/articles/article/{article.pk}/fix_typo/")
    corrector.select_option("[name=field]", "body")
    corrector.fill("[name=before]", "утром")
    corrector.fill("[name=after]", "рано утром")
    corrector.locator("[data-transition=fix_typo]").click()
    expect(corrector.locator(".messagelist .success")).to_be_visible()
    reader.goto("/")
    reader.get_by_role("link", name=RUSSIAN, exact=True).first.click()
    expect(reader.locator(".article__body")).to_contain_text("рано утром")
    expect(reader.locator(".article__times")).not_to_contain_text("Обновлено")


def editor_withdraws(page: Page) -> None:
    open_from_start(page, RUSSIAN)
    page.locator(".toolbar__more summary").click()
    make_transition(page, "withdraw")
    page.check("[name=kind][value=gone]")
    page.fill("[name=reason]", "Ошибка в фамилии")
    page.locator(".transition__form [data-transition=withdraw]").click()
    page.wait_for_url(re.compile("/change/$"))
    expect_state(page, "withdrawn")


def nothing_of_it_is_left(page: Page) -> None:
    digest = Digest.objects.get()
    lists = ("/", "/sections/gorod/", "/search/?q=подросткам", f"/digests/{digest.slug}/", "/feed/", "/sitemaps/1.xml")
    for address in lists:
        answer = page.request.get(address)
        assert answer.ok, address
        assert RUSSIAN not in answer.text(), address
        assert RETELLING not in answer.text(), address
