"""Sharing an article without requests to third parties."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from articles.models import Article
from newsroom.website.models import PublishedArticle
from tests import digest_factories, factories
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADLINE, LEAD = "Центр & «соседи» открыли", "Его ждали десять лет"
PASTE = "navigator.clipboard.readText()"


@pytest.fixture
def article(transactional_db: None) -> Article:
    return factories.published(headline=HEADLINE, lead=LEAD)


def address(article: Article) -> str:
    return PublishedArticle.objects.get(pk=article.pk).get_absolute_url()


def test_headline_lead_and_address_are_copied(visit: Visit, article: Article) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.goto(address(article))
    page.get_by_role("button", name="Скопировать").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Скопировано: можно вставить в сообщение.")
    assert page.evaluate(PASTE) == f"{HEADLINE}\n\n{LEAD}\n\n{page.url}"


def test_a_digest_is_copied_in_its_language(visit: Visit, article: Article) -> None:
    digest = digest_factories.published(article, language="ru", title="Неделя", intro="Что было")
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/digests/{digest.slug}/")
    page.get_by_role("button", name="Скопировать").click()
    expect(page.get_by_role("status")).not_to_be_empty()
    assert page.evaluate(PASTE) == f"Неделя\n\nЧто было\n\n{page.url}"


def test_the_address_is_selected_if_the_browser_refuses_to_copy(visit: Visit, article: Article) -> None:
    page = visit()
    page.goto(address(article))
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Скопировать").click()
    expect(page.get_by_role("status")).to_contain_text("Адрес выделен")
    field = page.get_by_label("Адрес материала")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == page.url


def test_messengers_are_plain_links_without_referrer(visit: Visit, article: Article) -> None:
    page = visit(java_script_enabled=False)
    page.goto(address(article))
    expect(page.get_by_role("button", name="Скопировать")).to_be_hidden()
    assert page.get_by_label("Адрес материала").input_value() == page.url
    telegram, whatsapp = (page.get_by_role("link", name=name) for name in ("Telegram", "WhatsApp"))
    for link in (telegram, whatsapp):
        assert link.get_attribute("rel") == "noopener noreferrer"
    sent = urlsplit(telegram.get_attribute("href") or "")
    assert (sent.netloc, parse_qs(sent.query)) == ("t.me", {"url": [page.url], "text": [HEADLINE]})
    sent = urlsplit(whatsapp.get_attribute("href") or "")
    assert (sent.netloc, parse_qs(sent.query)) == ("wa.me", {"text": [f"{HEADLINE}\n{page.url}"]})
