"""One page of each kind, of readers and of the admin, in both languages: axe and `touch` find no fault."""

import pytest
from playwright.sync_api import Page, expect

from articles import actions
from articles.models import Article
from newsroom.website.models import Section
from tests.articles.admin.forms_sent import ADD, change_address
from tests.browser import screens
from tests.browser.axe import ADMIN_LOOKS, BEST, LOOKS, WCAG, against, against_open
from tests.browser.conftest import Visit
from tests.users import member

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("language", ["ru", "kk"]),
    pytest.mark.usefixtures("stocked"),
]


def test_readers_pages(visit: Visit, language: str) -> None:
    addresses = {**screens.readers_pages(language), "link that has ended": screens.ENDED_LINK}
    found = against(visit(), addresses, LOOKS[language], BEST)
    assert not found, found


def test_the_pages_of_the_admin(admin: Visit, language: str) -> None:
    found = [
        against(admin(login, language), addresses, ADMIN_LOOKS[language], WCAG)
        for login, addresses in screens.admin_screens().items()
    ]
    assert not any(found), "\n".join(found)


def test_pages_reached_by_a_button(admin: Visit, visit: Visit, language: str) -> None:
    stranger, journalist, head = visit(locale=f"{language}-KZ"), admin("journalist", language), admin("head", language)
    found = []
    for page, reach in (
        (stranger, log_in_with_a_wrong_password),
        (journalist, open_every_menu),
        (journalist, send_nonsense),
        (journalist, save_as_the_second),
        (journalist, open_the_preview),
        (head, save_a_section_as_the_second),
        (head, invite),
    ):
        reach(page)
        found += against_open(page, reach.__name__, ADMIN_LOOKS[language])
    stranger.goto(head.locator("input[readonly]").input_value())
    found += against_open(stranger, "the invitation", ADMIN_LOOKS[language])
    assert not found, "\n".join(found)


def log_in_with_a_wrong_password(page: Page) -> None:
    page.goto("/admin/")
    page.fill("#id_username", "journalist")
    page.fill("#id_password", "не тот")
    page.keyboard.press("Enter")
    expect(page.locator(".errornote")).to_be_visible()


def open_every_menu(page: Page) -> None:
    page.goto(change_address(Article.objects.filter(state="draft")[0]))
    page.locator("fieldset summary").click()
    page.locator(".toolbar__more summary").click()
    page.locator(".person-menu summary").click()


def open_the_preview(page: Page) -> None:
    page.goto(change_address(Article.objects.filter(state="draft", language="ru")[0]))
    page.locator(".snippets summary").click()
    page.locator("form [data-preview-toggle]").click()
    page.frame_locator("#live-preview iframe").locator(".article__headline").wait_for()


def send_nonsense(page: Page) -> None:
    page.goto(ADD)
    page.fill("[name=slug]", "!!!")
    page.locator("[name=_continue]").click()
    expect(page.locator(".errorlist").first).to_be_visible()


def save_a_section_as_the_second(page: Page) -> None:
    section = Section.objects.filter(parent=None)[0]
    page.goto(f"/admin/website/section/{section.pk}/change/")
    section.name_kk = f"{section.name_kk} 2"
    actions.save_section(section, by=member("editor"))
    page.fill("[name=name_ru]", "Позже всех")
    page.locator("[name=_continue]").click()
    expect(page.locator("#conflict")).to_be_visible()


def save_as_the_second(page: Page) -> None:
    draft = Article.objects.filter(state="draft", is_live=False)[0]
    page.goto(change_address(draft))
    with actions.editing(draft, by=member("editor")) as text:
        text.lead = "Редактор успел раньше"
    page.fill("[name=lead]", "Позже всех")
    page.locator("[name=_continue]").click()
    expect(page.locator("#conflict")).to_be_visible()


def invite(page: Page) -> None:
    page.goto("/admin/staff/invitation/add/")
    page.fill("[name=name]", "Новый Человек")
    page.check("[name=roles] >> nth=0")
    page.locator("[name=_save]").click()
    expect(page.locator("input[readonly]")).to_be_visible()
