"""A translator makes the other half, follows the original, and an editor releases both."""

from typing import Any

import pytest
from playwright.sync_api import expect

from articles import actions
from articles.models import Article
from tests import factories
from tests.articles.admin.forms_sent import change_address
from tests.users import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_other_half_from_the_press_to_the_release(admin: Any, width: int) -> None:
    original = factories.approved(headline="Открыли центр")
    member("journalist2")
    page = admin("editor", viewport={"width": width, "height": 900})
    page.goto(change_address(original))
    if width < 768:
        page.get_by_text("Ещё", exact=True).click()
    page.get_by_role("button", name="Сделать казахскую половину").click()
    expect(page.get_by_text("Половина сделана")).to_be_visible()
    half = Article.objects.get(translation_of=original)

    page.get_by_role("button", name="Оригинал рядом").click()
    beside = page.locator("#original-beside")
    expect(beside.get_by_text("Мы ждали этого")).to_be_visible()
    page.locator(".ProseMirror > *").nth(1).click()
    expect(beside.locator("[data-current]")).to_contain_text("Мы ждали этого")
    beside.get_by_role("button", name="Закрыть").click()
    expect(beside).to_be_hidden()

    with actions.editing(original, by=member("editor")) as copy:
        copy.body = copy.body.replace("десять лет", "девять лет")
    page.goto(change_address(half))
    page.get_by_role("link", name="Посмотреть, что изменилось").click()
    expect(page.locator("[data-change=changed]")).to_have_count(1)
    expect(page.locator("[data-change=changed] ins")).to_have_text("девять")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Просмотрено").click()
    expect(page.locator("[data-change=changed]")).to_have_count(0)

    actions.approve(original, by=member("corrector"))
    actions.submit(half, by=member("editor"))
    actions.approve(half, by=member("corrector"))
    page.goto(change_address(half))
    page.get_by_role("link", name="Выпустить обе").click()
    page.get_by_role("button", name="Опубликовать обе").click()
    expect(page.get_by_text("Опубликованы обе половины.")).to_be_visible()
    assert set(Article.objects.values_list("state", flat=True)) == {"published"}
    page.goto("/admin/articles/article/")
    page.get_by_role("link", name="қаз").first.click()
    page.wait_for_url(f"**{change_address(half)}")
