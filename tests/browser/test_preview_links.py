"""A journalist shows a quotation to somebody outside, who answers."""

from typing import Any

import pytest
from playwright.sync_api import expect

from articles.models import PreviewAnswer
from tests import factories
from tests.articles.admin.forms_sent import change_address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_quotation_is_marked_sent_and_answered(admin: Any, visit: Any, width: int) -> None:
    article = factories.draft(signed="author", headline="Тайный заголовок")
    page = admin(
        "journalist", viewport={"width": width, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    page.goto(change_address(article))
    page.get_by_role("link", name="Согласование").click()
    page.get_by_label("Для кого").fill("Фёкла Цыганкова")
    page.get_by_text("«Мы ждали этого десять лет»").click(click_count=3)
    expect(page.locator("[name=quotation]")).to_have_value("«Мы ждали этого десять лет», — сказала Фёкла Цыганкова.")
    page.get_by_role("button", name="Сделать ссылку").click()
    page.get_by_role("button", name="Скопировать").click()
    expect(page.get_by_role("button", name="Скопировано")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert "/preview/" in address
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    phone = visit(viewport={"width": 390, "height": 800})
    phone.goto(address)
    expect(phone.get_by_text("Тайный заголовок")).to_have_count(0)
    phone.get_by_label("Есть замечание").check()
    phone.get_by_label("Что исправить или добавить").fill("Не десять, а девять лет")
    phone.get_by_role("button", name="Отправить ответ").click()
    expect(phone.get_by_text("Замечание получено:")).to_be_visible()
    assert PreviewAnswer.objects.get().text == "Не десять, а девять лет"
    assert phone.context.cookies() == []

    page.goto(change_address(article))
    expect(page.locator(".callout").get_by_text("Не десять, а девять лет")).to_be_visible()
    page.get_by_role("link", name="Ответы извне").click()
    page.get_by_role("button", name="Отозвать").click()
    expect(page.get_by_text("Ссылка отозвана: она больше не открывается.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", name="Ссылка больше не действует")).to_be_visible()


def test_without_scripts_a_link_is_made_and_answered(admin: Any, visit: Any) -> None:
    article = factories.draft(signed="author")
    page = admin("journalist", java_script_enabled=False)
    page.goto(f"/admin/articles/article/{article.pk}/preview-links/")
    page.get_by_label("Для кого").fill("Аким")
    page.get_by_role("button", name="Сделать ссылку").click()
    address = page.locator("input[readonly]").input_value()
    reader = visit(java_script_enabled=False)
    reader.goto(address)
    reader.get_by_label("Подтверждаю текст").check()
    reader.get_by_role("button", name="Отправить ответ").click()
    expect(reader.get_by_text("Подтверждение получено:")).to_be_visible()
