"""Stored pages as a reader gets them."""

import gzip
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from articles import actions
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle, Section
from staff.models import User
from tests import factories
from tests.newsroom.page_cache.stack import Answer, Stack, stored
from tests.users import client_of, member

pytestmark = pytest.mark.any_database

PAGES = (
    *("/", "/kk/", "/about/", "/kk/about/", "/team/", "/archive/", "/digests/", "/robots.txt"),
    *("/feed/", "/kk/feed/", "/feed/atom/", "/feed.json", "/kk/feed.json", "/sitemap.xml", "/sitemaps/0.xml"),
)
NOT_STORED = (
    *(
        "/search/",
        "/search/?q=вода",
        "/kk/search/",
        "/sitemap-news.xml",
        "/net/",
        "/articles/999-net/",
        "/sections/net/",
    ),
    *("/admin/", "/admin/login/", "/health/live", "/media/net", "/static/net.css"),
)


@pytest.mark.parametrize("address", PAGES)
class TestAPage:
    def test_a_stored_page_has_the_bytes_and_headers_of_a_fresh_one(self, stack: Stack, address: str) -> None:
        for coding in ("", "gzip", "gzip, br"):
            with transaction.atomic():
                SiteVersion.bump()
            first = stack.get(address, Accept_Encoding=coding)
            second = stack.get(address, Accept_Encoding=coding)
            version = SiteVersion.current()
            assert first == second
            assert first.status == 200
            assert version is not None
            assert first.headers["ETag"] == f'"{version.timestamp:x}-{len(first.body):x}"'
            assert first.headers["Vary"] == "Accept-Encoding"
            assert first.headers["Content-Length"] == str(len(first.body))
        assert len(stack.rendered) == 3

    def test_its_codings_hold_the_same_text(self, stack: Stack, address: str) -> None:
        plain, zipped, brotlied = (stack.get(address, Accept_Encoding=coding) for coding in ("", "gzip", "br"))
        assert gzip.decompress(zipped.body) == brotli.decompress(brotlied.body) == plain.body
        assert "Content-Encoding" not in plain.headers
        assert (zipped.headers["Content-Encoding"], brotlied.headers["Content-Encoding"]) == ("gzip", "br")
        answers = (plain, zipped, brotlied)
        assert {answer.headers["Content-Type"] for answer in answers} == {plain.headers["Content-Type"]}
        assert len({answer.headers["ETag"] for answer in answers}) == 3

    def test_head_gets_the_headers_alone(self, stack: Stack, address: str) -> None:
        fresh = stack.get(address, "HEAD")
        full, again = stack.get(address), stack.get(address, "HEAD")
        assert fresh == again == Answer(200, full.headers, b"")

    def test_who_has_it_gets_304(self, stack: Stack, address: str) -> None:
        page = stack.get(address)
        tag, date = page.headers["ETag"], page.headers["Last-Modified"]
        for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
            for method in ("GET", "HEAD"):
                answer = stack.get(address, method, If_None_Match=known)
                assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
                assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
                assert "Content-Length" not in answer.headers
        assert stack.get(address, If_Modified_Since=date).status == 304
        assert len(stack.rendered) == 1

    @pytest.mark.parametrize("known", ['"other"', "no quotes", "\x00", '"' * 5000, "W/"])
    def test_who_has_another_gets_the_page(self, stack: Stack, address: str, known: str) -> None:
        for _time in ("fresh", "stored"):
            answer = stack.get(address, If_None_Match=known)
            assert answer.status == 200
            assert answer.body
        assert stack.get(address, If_Modified_Since="Thu, 01 Jan 2099 00:00:00 GMT").status == 200

    def test_the_query_and_cookies_change_nothing(self, stack: Stack, address: str) -> None:
        page = stack.get(address)
        assert stack.get(f"{address}?utm_source=x&q=%00") == page
        assert stack.get(address, Cookie="admin_session=x; admin_csrf=y", Range="bytes=0-10") == page
        assert "Set-Cookie" not in page.headers
        assert len(stack.rendered) == 1

    def test_the_next_version_has_other_validators(self, stack: Stack, address: str) -> None:
        page = stack.get(address)
        with transaction.atomic():
            SiteVersion.bump()
        answer = stack.get(address, If_None_Match=page.headers["ETag"], If_Modified_Since=page.headers["Last-Modified"])
        assert answer.status == 200
        assert answer.headers["ETag"] != page.headers["ETag"]
        assert answer.headers["Last-Modified"] != page.headers["Last-Modified"]


@pytest.mark.parametrize("address", NOT_STORED)
def test_what_is_never_stored(stack: Stack, pages: Path, address: str) -> None:
    tag = stack.get("/").headers["ETag"]
    before = stored(pages)
    for _time in range(2):
        answer = stack.get(address, If_None_Match=tag)
        assert answer.status != 304
        assert "ETag" not in answer.headers or address.startswith("/static")
    assert stored(pages) == before
    assert len(stack.rendered) == 3


class TestExactness:
    def test_the_next_request_after_a_publication_shows_it(self, stack: Stack) -> None:
        assert "Новость часа" not in stack.get("/").body.decode()
        article = factories.published(headline="Новость часа")
        assert "Новость часа" in stack.get("/").body.decode()
        path = f"/articles/{article.pk}-{article.slug}/"
        assert stack.get(path).status == stack.get(path).status == 200
        actions.withdraw(article, by=member("editor"), reason="Ошибка")
        assert stack.get(path).status == 410
        assert "Новость часа" not in stack.get("/").body.decode()

    def test_a_page_rendered_while_the_site_changes_is_not_served_afterwards(
        self, stack: Stack, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A reader who came before the change may get the former page, but nobody after him."""
        section = factories.section("gorod")
        section.name_ru = "Прежнее"
        actions.save_section(section, by=member("editor"))
        factories.published(section=section)
        former = Section.objects.get(pk=section.pk)
        former.name_ru = "Новое"

        def rename_meanwhile(environ: object, start_response: object) -> object:
            parts = list(stack.django(environ, start_response))  # type: ignore[arg-type]
            if former.name_ru != "saved":
                actions.save_section(former, by=member("editor"))
                former.name_ru = "saved"
            return parts

        monkeypatch.setattr(stack.layer, "application", rename_meanwhile)
        assert "Прежнее" in stack.get("/sections/gorod/").body.decode()
        assert "Новое" in stack.get("/sections/gorod/").body.decode()

    def test_a_version_bumped_by_another_host_is_followed_by_the_next_uncached_page(self, stack: Stack) -> None:
        stack.get("/")
        with transaction.atomic():
            # As on another host: no switch here.
            SiteVersion._advance("default")
        version = SiteVersion.current()
        assert version is not None
        stack.get("/about/")
        assert stack.get("/").headers["ETag"].startswith(f'"{version.timestamp:x}-')

    def test_no_page_of_yesterday_is_served_before_the_worker_has_noticed(self, stack: Stack) -> None:
        stack.get("/")
        tomorrow = timezone.now() + timedelta(days=1)
        with pytest.MonkeyPatch.context() as clock:
            clock.setattr(timezone, "now", lambda: tomorrow)
            assert "ETag" not in stack.get("/").headers
            assert len(stack.rendered) == 2
            SiteVersion.bump_on_new_day()
            assert "ETag" in stack.get("/").headers
            assert stack.get("/").status == 200
            assert len(stack.rendered) == 3


class TestOtherStatuses:
    def test_a_withdrawn_article_is_stored_with_its_status(self, stack: Stack, pages: Path) -> None:
        article = factories.published()
        actions.withdraw(article, by=member("editor"), reason="Ошибка")
        path = f"/articles/{article.pk}-{article.slug}/"
        first, second = stack.get(path), stack.get(path)
        assert first == second
        assert first.status == 410
        assert "ETag" not in first.headers
        assert stack.rendered.count(path) == 1
        assert stack.get(f"/articles/{article.pk}-other/").status == 410
        assert [name for name in stored(pages) if name.endswith("410.html")] == [f"{path[1:]}410.html"]

    def test_a_redirect_of_a_withdrawn_article_is_stored(self, stack: Stack) -> None:
        article, target = factories.published(), factories.published()
        actions.withdraw(
            article,
            by=member("editor"),
            reason="Ошибка",
            kind="redirect",
            redirect_to=PublishedArticle.objects.get(pk=target.pk),
        )
        path = f"/articles/{article.pk}-{article.slug}/"
        first, second = stack.get(path), stack.get(path)
        assert first == second
        assert (first.status, first.headers["Location"]) == (301, f"/articles/{target.pk}-{target.slug}/")
        assert stack.rendered.count(path) == 1

    def test_a_former_slug_of_a_section_is_stored_as_a_redirect(self, stack: Stack, pages: Path) -> None:
        section = factories.section("gorod")
        factories.published(section=section)
        section.slug = "town"
        actions.save_section(section, by=member("editor"))
        for _time in range(2):
            assert stack.get("/sections/gorod/").headers["Location"] == "/sections/town/"
        assert stack.rendered.count("/sections/gorod/") == 1
        before = stored(pages)
        assert stack.get("/sections/gorod/before/77/").status == 301
        assert stored(pages) == before


def test_a_preview_is_never_stored(stack: Stack, pages: Path, editor: User) -> None:
    article = factories.draft()
    response = client_of(editor).get(f"/admin/articles/article/{article.pk}/preview/")
    assert response.status_code == 200
    assert "ETag" not in response
    assert not pages.exists() or stored(pages) == []


def test_nothing_is_stored_with_debug(stack: Stack, settings: Settings) -> None:
    settings.PAGES_DIR = None
    assert "ETag" not in stack.get("/").headers
    assert stack.get("/").status == 200
    assert stack.rendered == ["/", "/"]
