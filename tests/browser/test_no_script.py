"""Website and admin without JavaScript."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.articles.admin.forms_sent import ADD
from tests.browser.conftest import Visit
from tests.browser.stocked import demo_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stocked")]


def test_readers_find_their_way(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("navigation", name="Рубрики", exact=True).get_by_role("link", name="Рубрика gorod").click()
    expect(page.locator("h1")).to_have_text("Рубрика gorod")
    page.get_by_role("link", name="Дворы").first.click()
    expect(page.locator("h1")).to_have_text("Дворы")
    page.get_by_role("link", name="Поиск").click()
    page.get_by_label("Что найти").fill("водопровод")
    page.get_by_text("Рубрика, время, порядок").click()
    page.get_by_label("Сначала").select_option("новые")
    page.get_by_role("button", name="Найти").click()
    page.get_by_role("link", name=demo_article("ru").headline).first.click()
    expect(page.locator("h1")).to_have_text(demo_article("ru").headline)
    expect(page.locator(".article__body")).to_be_visible()
    expect(page.get_by_label("Адрес материала")).to_have_value(page.url)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("radio")).to_have_count(0)
    page.get_by_role("link", name="Қазақша").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    expect(page.locator("h1")).to_have_text(demo_article("kk").headline)


def test_a_journalist_writes(admin: Visit) -> None:
    page = admin("journalist", java_script_enabled=False)
    page.goto(ADD)
    page.fill("[name=headline]", "Без скриптов")
    page.fill("[name=lead]", "Старый телефон в ауле")
    page.fill("[name=body]", "<p>Написано с чужого телефона.</p>")
    page.select_option("[name=section]", label="Рубрика gorod")
    page.fill("[name=tags]", "ледоход, связь / байланыс")
    page.fill("[name=sources-0-name]", "Вестник степи")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.locator(".field-tags .errorlist")).to_contain_text("Новый тег «ледоход»: назовите его на двух языках")
    page.fill("[name=tags]", "ледоход / мұз жүру, связь / байланыс")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сохранено.")).to_be_visible()
    page.get_by_role("button", name="Отправить на вычитку").click()
    expect(page.locator(".toolbar .state")).to_have_text("на вычитке")
    article = Article.objects.get(headline="Без скриптов")
    assert article.body == "<p>Написано с чужого телефона.</p>"
    assert {tag.name for tag in article.tags.all()} == {"ледоход", "связь"}
    assert [source.name for source in article.sources.all()] == ["Вестник степи"]
