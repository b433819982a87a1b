"""The daily work of the admin, and reading, without a mouse: every step by Tab, letters, Space and Enter."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from newsroom.website.models import Outlet
from tests import factories
from tests.browser.conftest import Visit
from tests.users import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADLINE = "Мост открыли без ленточки"
MOST_TABS = 120
IS_SEEN = """one => {
  const shown = (element) => {
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(element);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  for (let element = one, up = 0; element && up < 3; element = element.parentElement, up += 1) {
    if (shown(element)) return true;
  }
  return false;
}"""


@pytest.fixture(autouse=True)
def newsroom(transactional_db: None) -> None:
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
    factories.section("gorod")
    for name in ("journalist", "corrector", "editor"):
        member(name)


def tab_to(page: Page, target: str) -> None:
    """Press Tab until the target has the focus; every element on the way must show its focus."""
    for _step in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.locator("*:focus")
        if focused.count() and not focused.evaluate(IS_SEEN):
            raise AssertionError(f"not seen: {focused.evaluate('one => one.outerHTML.slice(0, 160)')}")
        if page.locator(target).first.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached with Tab")


def activate(page: Page, target: str, key: str = "Enter") -> None:
    tab_to(page, target)
    page.keyboard.press(key)


def expect_state(page: Page, state: str) -> None:
    expect(page.locator(".toolbar .state").first).to_have_attribute("data-state", state)


def test_an_article_goes_from_the_first_letter_to_the_site(admin: Visit) -> None:
    journalist, corrector, editor = admin("journalist"), admin("corrector"), admin("editor")
    write(journalist)
    activate(journalist, ".toolbar [data-transition=submit]")
    expect_state(journalist, "submitted")

    corrector.goto("/admin/")
    activate(corrector, ".queue-row [data-transition=claim]")
    expect_state(corrector, "proofing")
    activate(corrector, ".toolbar [data-transition=approve]")
    expect_state(corrector, "approved")

    open_from_start(editor)
    activate(editor, ".toolbar [data-transition=publish]")
    expect_state(editor, "published")
    assert Article.objects.get().body == "<p>Просто убрали забор.</p>"


def write(page: Page) -> None:
    """Fill in the form from top to bottom; Tab leaves the editor as it leaves any other field."""
    activate(page, ".admin-header__new")
    page.wait_for_url("**/add/")
    page.locator(".ProseMirror[role=textbox]").wait_for()
    for target, text in (
        ("[name=headline]", HEADLINE),
        ("[name=lead]", "Утром по нему пошли автобусы."),
        (".ProseMirror[role=textbox]", "Просто убрали забор."),
    ):
        tab_to(page, target)
        page.keyboard.type(text)
    activate(page, "[name=own_reporting]", "Space")
    tab_to(page, "[name=section]")
    page.keyboard.press("ArrowDown")
    activate(page, "[name=_continue]")
    page.wait_for_url("**/change/")


def open_from_start(page: Page) -> None:
    page.goto("/admin/")
    activate(page, f".queue-row__headline a:has-text('{HEADLINE}')")
    page.wait_for_url("**/change/")


def test_a_question_is_answered(admin: Visit) -> None:
    article = factories.proofing()
    page = admin("corrector")
    page.goto(article.admin_url)
    activate(page, ".toolbar [data-transition=send_back]")
    tab_to(page, "[name=reason]")
    page.keyboard.type("Проверьте имя.")
    activate(page, ".transition__form [data-transition=send_back]")
    page.wait_for_url("**/change/")
    expect_state(page, "returned")


def test_menus_open_and_close(admin: Visit) -> None:
    page = admin("journalist")
    activate(page, ".person-menu summary")
    expect(page.locator(".person-menu__sheet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".person-menu__sheet")).to_be_hidden()


@pytest.mark.parametrize("prefix", ["", "/kk"])
def test_a_reader_skips_to_the_text_and_goes_through_the_page(visit: Visit, prefix: str) -> None:
    factories.published(headline=HEADLINE, language="kk" if prefix else "ru")
    page = visit()
    page.goto(f"{prefix}/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    activate(page, ".lead-article__headline a")
    expect(page.locator("h1")).to_have_text(HEADLINE)
    tab_to(page, ".footer a[href='#top']")


def test_the_admin_has_a_skip_link(admin: Visit) -> None:
    page = admin("editor")
    page.reload()
    page.keyboard.press("Tab")
    expect(page.locator(".skip-to-content-link")).to_be_focused()
