"""Conditional requests: a reader who has a page downloads it again only after a change of the site."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions
from newsroom.page_cache import validators
from newsroom.page_cache.models import SiteVersion
from staff.models import User
from tests import digest_factories, factories
from tests.users import client_of, member

PAGES = (
    *("/", "/kk/", "/about/", "/kk/about/", "/team/", "/archive/", "/digests/"),
    *("/feed/", "/kk/feed/", "/feed/atom/", "/feed.json", "/sitemap.xml", "/sitemaps/0.xml"),
)
NOT_STORED = (
    *("/search/", "/search/?q=вода", "/search/?after=x", "/sitemap-news.xml"),
    *("/net/", "/articles/999-net/", "/sections/net/", "/admin/", "/health/live"),
)


def etag(address: str = "/", client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return str(response["ETag"])


def is_unchanged(address: str, tag: str) -> bool:
    return Client().get(address, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("address", PAGES)
class TestPages:
    def test_an_unchanged_page_is_not_sent_again(self, address: str) -> None:
        tag = etag(address)
        for method in (Client().get, Client().head):
            for known in (tag, f'"other", {tag}'):
                response = method(address, headers={"If-None-Match": known})
                assert response.status_code == 304
                assert response.content == b""
                assert response["ETag"] == tag
                assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
                assert not response.cookies

    def test_it_costs_one_query(self, address: str) -> None:
        tag = etag(address)
        with CaptureQueriesContext(connection) as queries:
            Client().get(address, headers={"If-None-Match": tag})
        assert len(queries) == 1

    @pytest.mark.parametrize("known", ['"other"', 'W/"other"', "*", "no quotes", "\x00", '"' * 5000])
    def test_another_etag_gets_the_page(self, address: str, known: str) -> None:
        response = Client().get(address, headers={"If-None-Match": known})
        assert response.status_code == 200
        assert response.content

    def test_it_is_the_same_for_everybody(self, address: str, head: User) -> None:
        member_client = client_of(head)
        assert etag(address) == etag(address, member_client) == etag(address + "?utm_source=x")
        assert "Cookie" not in member_client.get(address).get("Vary", "")

    def test_it_is_the_same_compressed(self, address: str) -> None:
        response = Client().get(address, headers={"Accept-Encoding": "gzip"})
        assert response["ETag"] == etag(address)

    def test_it_differs_by_address(self, address: str) -> None:
        assert len({etag(other) for other in PAGES}) == len(PAGES)


@pytest.mark.parametrize("address", NOT_STORED)
def test_what_is_not_stored_has_no_etag(address: str) -> None:
    response = Client().get(address, headers={"If-None-Match": etag("/")})
    assert "ETag" not in response
    assert response.status_code != 304


def test_a_preview_has_no_etag(editor: User) -> None:
    article = factories.draft()
    response = client_of(editor).get(f"/admin/articles/article/{article.pk}/preview/")
    assert response.status_code == 200
    assert "ETag" not in response


def changes() -> Iterator[str]:
    """Change what readers see in several ways; yield the name of each."""
    article = factories.published()
    yield "publish"
    actions.withdraw(article, by=member("editor"), reason="Ошибка")
    yield "withdraw"
    digest_factories.published(factories.published())
    yield "publish a digest"
    section = factories.section("gorod")
    section.name_ru = "Наш город"
    actions.save_section(section, by=member("editor"))
    yield "rename a section"
    with transaction.atomic():
        SiteVersion.bump()
    yield "bump"


def test_it_changes_with_every_change_of_the_site() -> None:
    tags = {address: {etag(address)} for address in ("/", "/kk/", "/feed/", "/about/")}
    for number, change in enumerate(changes(), start=2):
        for address, known in tags.items():
            assert not any(is_unchanged(address, tag) for tag in known), (change, address)
            known.add(etag(address))
            assert len(known) == number


def test_a_withdrawn_article_is_not_called_unchanged() -> None:
    article = factories.published()
    address = f"/articles/{article.pk}-{article.slug}/"
    tag = etag(address)
    actions.withdraw(article, by=member("editor"), reason="Ошибка")
    response = Client().get(address, headers={"If-None-Match": tag})
    assert response.status_code == 410
    assert "ETag" not in response


def test_it_changes_at_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    today = timezone.now()
    before = etag()
    monkeypatch.setattr(timezone, "now", lambda: today + timedelta(days=1))
    assert etag() != before


def test_it_changes_with_the_release(monkeypatch: pytest.MonkeyPatch) -> None:
    before = etag()
    monkeypatch.setattr(validators, "release", lambda: "another")
    assert etag() != before
