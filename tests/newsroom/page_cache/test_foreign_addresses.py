"""Addresses, hosts and methods that must get no stored page, or not this one."""

from pathlib import Path

import pytest

from tests.newsroom.page_cache.stack import Stack, stored

pytestmark = pytest.mark.any_database


class TestAddresses:
    """None of these may create a file, or get a page that is not its own."""

    @pytest.mark.parametrize(
        "address",
        [
            *("//", "//about/", "/About/", "/ABOUT/", "/about//", "/./about/", "/about/../about/", "/about/index.html"),
            *("/index.html", "/index.html.gz", "/current/", "/.totals", "/.lock", "/about/.index.html", "/301.txt"),
            *("/about/410.html", "/feed/index.rss", "/feed.json.br", "/sitemaps/00.xml", "/about/\x00", "/about/é/"),
            *("/" + "a" * 300 + "/", "/" + "a/" * 150, "/articles/1-" + "x" * 9000 + "/", "/sections/нет/"),
            *("/archive/2026/13/45/", "/archive/1800/01/01/", "/before/999999/", "/sections/gorod/before/999999/"),
        ],
    )
    def test_a_foreign_spelling_is_404_or_301_and_creates_no_file(
        self, stack: Stack, pages: Path, address: str
    ) -> None:
        for known in ("/", "/about/", "/feed/", "/feed.json", "/sitemap.xml"):
            stack.get(known)
        before = stored(pages)
        assert stack.get(address).status in {301, 404}
        assert stored(pages) == before

    def test_a_path_with_percent_signs_redirects_to_its_plain_form(self, stack: Stack, pages: Path) -> None:
        before = [stack.get("/about/"), stored(pages)][1]
        for raw in ("/%61bout/", "/about%2F", "http://127.0.0.1/%61bout/?q=1"):
            answer = stack.get("/about/", RAW_URI=raw)
            assert (answer.status, answer.headers["Location"]) == (301, "/about/")
        assert stored(pages) == before
        assert stack.get("/about/", RAW_URI="http://127.0.0.1/about/?q").status == 200

    def test_a_foreign_host_gets_no_stored_page(self, stack: Stack) -> None:
        stack.get("/")
        for host in ("evil.example", "127.0.0.1.evil.example", "", "127.0.0.1/x", "evil.example:127.0.0.1"):
            assert stack.get("/", Host=host).status == 400
        assert stack.get("/", Host="127.0.0.1:8000").status == 200

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
    def test_another_method_gets_no_stored_page(self, stack: Stack, method: str) -> None:
        stack.get("/")
        assert stack.get("/", method).status == 405

    @pytest.mark.parametrize(
        ("accepted", "coding"),
        [
            ("", None),
            ("br", "br"),
            ("gzip", "gzip"),
            ("gzip;q=1.0, br;q=0.5", "br"),
            ("br;q=0, gzip;q=0.000", None),
            ("GZIP", "gzip"),
            ("*", "br"),
            ("*;q=0", None),
            ("identity", None),
            ("br;q=abc, gzip;;q=1", None),
            (",,," * 1000, None),
            ("brr, xgzip", None),
        ],
    )
    def test_a_coding_is_used_only_if_it_is_accepted(self, stack: Stack, accepted: str, coding: str | None) -> None:
        for _time in ("fresh", "stored"):
            assert stack.get("/", Accept_Encoding=accepted).headers.get("Content-Encoding") == coding
