"""Fixing a typo by selecting it in the live text."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from newsroom.website.models import PublishedArticle
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SELECT = """([field, from, to]) => {
  const text = document.querySelector(`.typo__text[data-field=${field}]`);
  const node = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode();
  document.getSelection().setBaseAndExtent(node, from, node, to);
}"""


def typo_page(page: Page, article: Article) -> Page:
    page.goto(f"/admin/articles/article/{article.pk}/fix_typo/")
    page.get_by_text("Выделите слово в тексте").wait_for()
    return page


def test_a_selected_word_fills_the_form(admin: Callable[..., Page]) -> None:
    article = factories.published(lead="Вода пришла", body="<p>Новый водавод открыли утром.</p>")
    page = typo_page(admin("corrector"), article)
    # A part of the word stands for all of it.
    page.evaluate(SELECT, ["body", 8, 11])
    expect(page.locator("[name=before]")).to_have_value("водавод")
    expect(page.locator("[name=field]")).to_have_value("body")
    expect(page.locator("[name=after]")).to_have_value("водавод")
    page.fill("[name=after]", "водовод")
    page.locator("[data-transition=fix_typo]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert PublishedArticle.objects.get().body == "<p>Новый водовод открыли утром.</p>"


def test_another_selection_keeps_what_was_typed(admin: Callable[..., Page]) -> None:
    article = factories.published(lead="Вода пришла", body="<p>Новый водавод открыли рано утром.</p>")
    page = typo_page(admin("corrector"), article)
    page.evaluate(SELECT, ["body", 6, 13])
    page.fill("[name=after]", "водовод")
    page.evaluate(SELECT, ["lead", 0, 4])
    expect(page.locator("[name=before]")).to_have_value("Вода")
    expect(page.locator("[name=field]")).to_have_value("lead")
    expect(page.locator("[name=after]")).to_have_value("водовод")
    # Four words are more than a typo.
    page.evaluate(SELECT, ["body", 0, 31])
    page.wait_for_timeout(100)
    expect(page.locator("[name=before]")).to_have_value("Вода")
