"""Varnish as a CDN: it keeps pages until the worker purges their site version."""

import http.client
import subprocess
import time
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.newsroom.publishing import publish, publisher
from tests.newsroom.running import wait_for
from tests.newsroom.varnish import Cached, cached

__all__ = ["cached"]
SOON_SECONDS = 5.0
"""More than a second for the worker, because the machine may be busy; far less than the minute of the configuration."""


@pytest.fixture
def outlet(cached: Cached) -> Iterator["subprocess.Popen[str]"]:
    with publisher(settings.BASE_DIR, cached.values) as process:
        yield process


def is_kept(site: Cached, path: str, **headers: str) -> bool:
    answer = site.ask(path, **headers)
    answer.read()
    return answer.status == http.client.OK and answer.headers["X-Cache"] == "hit"


def name_at(site: Cached, path: str) -> str:
    text = site.ask(path).read().decode()
    return text.partition("Газета ")[2][:1]


@pytest.mark.parametrize("path", ["/about/", "/kk/about/", "/feed/", "/robots.txt"])
def test_a_page_is_kept_whatever_the_query_and_the_cookies(cached: Cached, path: str) -> None:
    wait_for(lambda: is_kept(cached, path), "a page from the memory of Varnish")
    assert is_kept(cached, f"{path}?utm_source=x", Cookie="analytics=1")
    answer = cached.ask(path)
    known = cached.ask(path, If_None_Match=answer.headers["ETag"])
    assert (known.status, known.read()) == (http.client.NOT_MODIFIED, b"")
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("path", ["/search/?q=a", "/admin/login/", "/articles/1-no/", "/sitemap-news.xml"])
def test_what_is_no_page_of_a_version_is_not_kept(cached: Cached, path: str) -> None:
    assert [cached.ask(path).headers["X-Cache"] for _time in range(3)] == ["miss"] * 3


def test_a_publication_is_seen_and_then_kept(cached: Cached, outlet: "subprocess.Popen[str]") -> None:
    for letter in "АБВ":
        wait_for(lambda: is_kept(cached, "/about/"), "a page from the memory of Varnish")
        publish(outlet, letter)
        started = time.monotonic()
        wait_for(lambda letter=letter: name_at(cached, "/about/") == letter, "the new page")  # type: ignore[misc]
        seconds = time.monotonic() - started
        assert seconds < SOON_SECONDS
        # Never again the former one.
        assert {name_at(cached, "/about/") for _time in range(20)} == {letter}


def test_static_files_stay_when_a_version_ends(cached: Cached, outlet: "subprocess.Popen[str]") -> None:
    page = cached.ask("/about/").read().decode()
    style = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    cached.ask(style).read()
    publish(outlet, "Д")
    wait_for(lambda: name_at(cached, "/about/") == "Д", "the new page")
    assert is_kept(cached, style)


def test_only_the_newsroom_may_purge(cached: Cached) -> None:
    date = "Mon, 01 Jun 2026 00:00:00 GMT"
    foreign = cached.ask("/", "PURGE", Last_Modified=date, X_Forwarded_For="203.0.113.7")
    assert foreign.status == http.client.FORBIDDEN
    assert cached.ask("/", "PURGE").status == http.client.BAD_REQUEST
    assert cached.ask("/", "PURGE", Last_Modified='" || obj.ttl > "0').status == http.client.BAD_REQUEST
    assert cached.ask("/", "PURGE", Last_Modified=date).status == http.client.OK


def test_the_state_of_the_machine_is_not_public(cached: Cached) -> None:
    assert [cached.ask(path).status for path in ("/health/ready", "/metrics")] == [404, 404]


def test_readers_get_pages_while_the_newsroom_is_away(cached: Cached) -> None:
    """The last test: it ends the server."""
    wait_for(lambda: is_kept(cached, "/about/"), "a page from the memory of Varnish")
    cached.worker.kill()
    cached.server.kill()
    assert is_kept(cached, "/about/")
    assert cached.ask("/search/?q=a").status == http.client.SERVICE_UNAVAILABLE
