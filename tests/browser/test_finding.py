"""The palette by keyboard, and the board by dragging and by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from articles import actions
from articles.models import Article
from articles.models.finding.terms import renew_terms
from newsroom.website.models import Outlet
from tests import factories
from tests.browser.axe import ADMIN_LOOKS, against_open
from tests.browser.conftest import Visit
from tests.users import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOARD = "/admin/articles/article/board/"
LIST = "/admin/articles/article/"
WIDTHS = (390, 820, 1280, 1920)


@pytest.fixture(autouse=True)
def newsroom(transactional_db: None) -> None:
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
    for name in ("journalist", "corrector", "editor"):
        member(name)


class TestPalette:
    def test_by_keyboard_alone(self, admin: Visit) -> None:
        factories.draft(headline="Мост открыли")
        article = factories.draft(headline="Тепло", body="<p>У котельной снег.</p>")
        renew_terms()
        page = admin("editor")
        page.keyboard.press("Control+k")
        box = page.get_by_role("combobox", name="Что найти")
        expect(box).to_be_focused()
        page.keyboard.type("котельные")
        options = page.locator("#palette [role=option]")
        expect(options.first).to_contain_text("Тепло")
        expect(box).to_have_attribute("aria-expanded", "true")
        expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{article.admin_url}")

    def test_arrows_go_round_and_escape_returns_the_focus(self, admin: Visit) -> None:
        page = admin("editor")
        button = page.locator("[data-behaviour~=palette]")
        button.focus()
        page.keyboard.press("Enter")
        chosen = page.locator("#palette [aria-selected=true]")
        expect(chosen).to_have_count(1)
        first = chosen.inner_text()
        page.keyboard.press("ArrowDown")
        expect(chosen).not_to_have_text(first)
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(page.locator("#palette [role=option]").last).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Escape")
        expect(page.locator("#palette")).to_be_hidden()
        expect(button).to_be_focused()

    def test_an_action_typed_at_once(self, admin: Visit) -> None:
        page = admin("journalist")
        page.keyboard.press("Control+k")
        page.keyboard.type("новый материал")
        page.keyboard.press("Enter")
        page.wait_for_url("**/add/")

    def test_by_mouse_and_without_a_connection(self, admin: Visit) -> None:
        page = admin("editor")
        page.locator("[data-behaviour~=palette]").click()
        page.get_by_role("option", name="Дайджесты").click()
        page.wait_for_url("**/digests/digest/")
        page.locator("[data-behaviour~=palette]").click()
        expect(page.locator("#palette [role=option]").first).to_be_visible()
        page.context.set_offline(True)
        page.keyboard.type("мост")
        expect(page.locator("#palette [role=status]")).to_contain_text("не отвечает")
        page.context.set_offline(False)

    def test_axe_finds_no_fault(self, admin: Visit) -> None:
        factories.draft(headline="Мост открыли")
        page = admin("editor")
        page.keyboard.press("Control+k")
        page.keyboard.type("мост")
        expect(page.get_by_role("option", name="Мост открыли")).to_be_visible()
        assert not against_open(page, "the palette", ADMIN_LOOKS["ru"])


def card(page: Page, article: Article) -> str:
    return f".board-card[data-article='{article.pk}']"


def column(state: str) -> str:
    return f".board__column[data-state={state}]"


def expect_in(page: Page, article: Article, state: str) -> None:
    expect(page.locator(f"{column(state)} {card(page, article)}")).to_be_visible()


class TestBoard:
    def test_a_card_is_dragged(self, admin: Visit) -> None:
        article = factories.draft()
        page = admin("journalist")
        page.goto(BOARD)
        page.drag_and_drop(card(page, article), column("submitted"))
        expect(page.locator(".board__said")).to_have_text("Отправлено на вычитку.")
        expect_in(page, article, "submitted")
        expect(page.locator(f"{column('submitted')} .board__count")).to_have_text("1")
        article.refresh_from_db()
        assert article.state == "submitted"
        page.reload()
        expect_in(page, article, "submitted")

    def test_a_refused_card_goes_back_with_a_sentence(self, admin: Visit) -> None:
        article = factories.draft()
        page = admin("journalist")
        page.goto(BOARD)
        page.drag_and_drop(card(page, article), column("approved"))
        expect(page.locator(".board__said[data-refused]")).to_contain_text("отсюда его не перевести")
        expect_in(page, article, "draft")

    def test_so_does_a_stale_one_and_one_without_a_connection(self, admin: Visit) -> None:
        article = factories.draft()
        page = admin("journalist")
        page.goto(BOARD)
        with actions.editing(article, by=member("editor")) as edit:
            edit.lead = "Другой"
        page.drag_and_drop(card(page, article), column("submitted"))
        expect(page.locator(".board__said[data-refused]")).to_be_visible()
        expect_in(page, article, "draft")
        page.context.set_offline(True)
        page.drag_and_drop(card(page, article), column("submitted"))
        expect(page.locator(".board__said[data-refused]")).to_contain_text("Нет связи")
        expect_in(page, article, "draft")
        page.context.set_offline(False)

    def test_what_asks_opens_its_form_and_comes_back(self, admin: Visit) -> None:
        article = factories.proofing()
        page = admin("corrector")
        page.goto(BOARD)
        page.drag_and_drop(card(page, article), column("returned"))
        page.wait_for_url("**/send_back/**")
        page.fill("[name=reason]", "Проверьте имя.")
        page.locator(".transition__form [data-transition=send_back]").click()
        page.wait_for_url(f"**{BOARD}")
        expect_in(page, article, "returned")

    def test_by_keyboard_with_the_same_menu(self, admin: Visit) -> None:
        article = factories.submitted()
        page = admin("corrector")
        page.goto(BOARD)
        menu = page.locator(f"{card(page, article)} summary")
        menu.focus()
        page.keyboard.press("Enter")
        button = page.locator(f"{card(page, article)} [data-transition=claim]")
        expect(button).to_be_visible()
        while not button.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect_in(page, article, "proofing")
        expect(page.locator(f"{card(page, article)} a").first).to_be_focused()


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_list_and_the_board_hold_at_every_width(admin: Visit, language: str) -> None:
    for number in range(20):
        factories.draft(headline=f"Новоозёрное дождалось водопровода, {number}", signed="author")
    page = admin("editor", language)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for address in (LIST, f"{LIST}?q=водопровод", BOARD, f"{LIST}everywhere/?q=водопровод"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, address)


def test_fourteen_rows_fit_on_a_screen(admin: Visit) -> None:
    for number in range(20):
        factories.draft(headline=f"Новоозёрное дождалось водопровода, {number}", signed="author")
    page = admin("editor", viewport={"width": 1280, "height": 800})
    page.goto(LIST)
    shown = "rows => rows.filter(row => row.getBoundingClientRect().bottom <= innerHeight).length"
    assert page.locator("#result_list tbody tr").evaluate_all(shown) >= 14
    wide = page.locator("#result_list tbody .field-headline").first.evaluate("cell => cell.offsetWidth")
    assert wide >= 440


def test_a_view_is_saved_and_found_again(admin: Visit) -> None:
    factories.draft(headline="Черновик")
    factories.submitted(headline="Отправлено")
    page = admin("editor")
    page.goto(LIST)
    page.select_option("[name=state__exact]", "submitted")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Показать").click()
    page.get_by_text("Сохранить этот вид").click()
    page.get_by_label("Название").fill("Утренний обход")
    page.get_by_role("button", name="Сохранить").click()
    page.goto(LIST)
    page.get_by_role("link", name="Утренний обход").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Убрать вид «Утренний обход»").click()
    expect(page.get_by_role("link", name="Утренний обход")).to_have_count(0)
