"""What is picked in the form of an article while it is typed: related articles, and the second name of a new tag."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, RelatedPick
from newsroom.website.models import Outlet, Tag
from tests import factories
from tests.browser.axe import ADMIN_LOOKS, against_open
from tests.browser.conftest import Visit
from tests.users import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def newsroom(transactional_db: None) -> None:
    Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")
    for name in ("journalist", "corrector", "editor"):
        member(name)


def picks(article: Article) -> list[int]:
    return list(RelatedPick.objects.filter(article=article).order_by("order").values_list("related_id", flat=True))


def search(page: Page) -> object:
    return page.get_by_role("combobox", name="Найти материал на сайте")


def save(page: Page) -> None:
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("button[name=_continue]").click()


class TestRelated:
    def test_by_keyboard_alone(self, admin: Visit) -> None:
        bridge = factories.published(headline="Мост открыли")
        second = factories.published(headline="Мост закрыли")
        factories.published(headline="Көпір ашылды", language="kk")
        article = factories.draft(headline="Новый мост")
        page = admin("journalist")
        page.goto(article.admin_url)
        box = search(page)
        box.focus()
        page.keyboard.type("мост")
        options = page.locator(".related-picker [role=option]")
        expect(options).to_have_count(2)
        page.keyboard.press("ArrowDown")
        expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
        first = options.first.locator("strong").inner_text()
        page.keyboard.press("Enter")
        expect(page.locator(".related-picker__headline")).to_have_text([first])
        expect(box).to_be_focused()
        page.keyboard.type("мост")
        expect(options).to_have_count(1)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.get_by_role("button", name=f"Ниже: {first}").press("Enter")
        expect(page.locator(".related-picker__headline").last).to_have_text(first)
        expect(page.get_by_role("button", name=f"Выше: {first}")).to_be_focused()
        save(page)
        chosen = {bridge.headline: bridge.pk, second.headline: second.pk}
        assert picks(article) == [pk for headline, pk in chosen.items() if headline != first] + [chosen[first]]
        page.reload()
        expect(page.locator(".related-picker__headline").last).to_have_text(first)

    def test_one_is_removed_and_a_refused_line_is_looked_for_again(self, admin: Visit) -> None:
        for number in range(2):
            factories.published(headline=f"Дорога {number}")
        article = factories.draft()
        page = admin("editor")
        page.goto(article.admin_url)
        page.evaluate("document.querySelector('[name=related_0]').value = 'Дорога'")
        page.evaluate("document.querySelector('#article_form').submit()")
        expect(page.locator(".errorlist")).to_contain_text("Нашлось несколько")
        page.locator(".related-picker [role=option]").first.click()
        expect(page.locator(".related-picker__headline")).to_have_count(1)
        page.get_by_role("button", name="Убрать: ").click()
        expect(page.locator(".related-picker__pick")).to_have_count(0)
        expect(search(page)).to_be_focused()

    def test_in_a_form_without_a_body(self, admin: Visit) -> None:
        other, article = factories.published(headline="Тепло"), factories.published(headline="Снег")
        page = admin("editor")
        page.goto(article.admin_url)
        search(page).fill(str(other.pk))
        page.locator(".related-picker [role=option]").click()
        save(page)
        expect(page.locator(".related-picker__headline")).to_have_text(["Тепло"])
        assert picks(article) == [other.pk]

    def test_everybody_can_use_it(self, admin: Visit) -> None:
        factories.published(headline="Тепло")
        page = admin("editor")
        page.goto(factories.draft().admin_url)
        search(page).fill("тепло")
        expect(page.locator(".related-picker [role=option]")).to_have_count(1)
        assert not against_open(page, "the picks", (*ADMIN_LOOKS["ru"], *ADMIN_LOOKS["kk"]))


class TestNewTags:
    def test_the_second_name_is_asked_for_beside_the_field(self, admin: Visit) -> None:
        factories.tag("мост")
        article = factories.draft()
        page = admin("journalist")
        page.goto(article.admin_url)
        page.locator("#id_tags").focus()
        page.keyboard.type("мост,каток,көлік,")
        rows = page.locator(".new-tags__row")
        expect(rows).to_have_count(2)
        skating = page.get_by_role("group", name="Новый тег «каток»")
        skating.get_by_role("textbox", name="По-казахски").focus()
        page.keyboard.type("мұз айдыны")
        page.keyboard.press("Enter")
        expect(page.locator("#id_tags")).to_be_focused()
        page.get_by_role("button", name="Пока без русского названия").click()
        expect(rows).to_have_count(0)
        save(page)
        names = {(tag.name, tag.name_kk) for tag in article.tags.all()}
        assert names == {("мост", ""), ("каток", "мұз айдыны"), ("көлік", "")}

    def test_it_asks_again_after_a_refusal_and_not_for_a_dropped_tag(self, admin: Visit) -> None:
        article = factories.draft()
        page = admin("journalist")
        page.goto(article.admin_url)
        page.evaluate("document.querySelector('[name=tags]').value = 'каток'")
        page.evaluate("document.querySelector('#article_form').submit()")
        expect(page.locator(".field-tags .errorlist")).to_contain_text("назовите его на двух языках")
        expect(page.locator(".new-tags__row")).to_have_count(1)
        assert not against_open(page, "a new tag", (*ADMIN_LOOKS["ru"], *ADMIN_LOOKS["kk"]))
        page.get_by_role("button", name="Убрать тег «каток»").click()
        expect(page.locator(".new-tags__row")).to_have_count(0)
        assert not Tag.objects.exists()
