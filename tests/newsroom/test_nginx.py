"""Stored pages served by nginx itself."""

import http.client
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.newsroom.proxied import HAS_BROTLI, HOST, Proxied
from tests.newsroom.publishing import publish, publisher

ADDRESSES = (
    *("/", "/kk/", "/about/", "/kk/team/", "/archive/", "/feed/", "/kk/feed/atom/", "/feed.json", "/robots.txt"),
    *("/sitemap.xml", "/sitemaps/0.xml"),
)
OWN_HEADERS = {"Date", "Server", "Connection"}


def headers_of(response: http.client.HTTPResponse) -> dict[str, str]:
    return {name: value for name, value in response.getheaders() if name not in OWN_HEADERS}


def ask_server(site: Proxied, path: str, **headers: str) -> http.client.HTTPResponse:
    """Ask the application server, past nginx."""
    connection = http.client.HTTPConnection("127.0.0.1", site.backend, timeout=20)
    connection.request("GET", path, headers={"Host": HOST} | {n.replace("_", "-"): v for n, v in headers.items()})
    return connection.getresponse()


@contextmanager
def stopped(site: Proxied) -> Iterator[None]:
    """Stop the application, so that it neither answers nor refuses connections."""
    pids = [*site.server.pids(), site.server.process.pid]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(pids):
            os.kill(pid, signal.SIGCONT)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("coding", ["", "gzip", "br"] if HAS_BROTLI else ["", "gzip"])
def test_nginx_and_the_application_send_the_same(proxied: Proxied, address: str, coding: str) -> None:
    fresh = ask_server(proxied, address, Accept_Encoding=coding)
    expected = (fresh.status, headers_of(fresh), fresh.read())
    with stopped(proxied):
        answer = proxied.ask(f"{address}?utm_source=x", Accept_Encoding=coding)
        assert (answer.status, headers_of(answer), answer.read()) == expected
        known = proxied.ask(address, Accept_Encoding=coding, If_None_Match=expected[1]["ETag"])
        assert (known.status, known.read()) == (304, b"")
        dated = proxied.ask(address, Accept_Encoding=coding, If_Modified_Since=expected[1]["Last-Modified"])
        assert dated.status == http.client.NOT_MODIFIED
    again = ask_server(proxied, address, Accept_Encoding=coding, If_None_Match=expected[1]["ETag"])
    assert headers_of(known) == headers_of(again)


def test_nobody_gets_404_or_a_former_page_while_versions_change(proxied: Proxied) -> None:
    answers: list[tuple[int, int]] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            answer = proxied.ask("/about/")
            answer.read()
            answers.append((answer.status, int((answer.headers["ETag"] or '"0-').strip('"').partition("-")[0], 16)))

    with publisher(proxied.checkout, proxied.values) as process:
        reader = threading.Thread(target=read)
        reader.start()
        for number in range(60):
            publish(process, str(number))
            time.sleep(0.02)
        ended.set()
        reader.join(20)
    assert {status for status, _version in answers} == {200}
    versions = [version for _status, version in answers]
    assert versions == sorted(versions)
    assert len(set(versions)) > 5


def test_one_letter_within_one_second_is_no_304(proxied: Proxied) -> None:
    with publisher(proxied.checkout, proxied.values) as process:
        tag = date = ""
        for letter in "АБВГД":
            publish(process, letter)
            for _time in ("fresh", "stored"):
                answer = proxied.ask("/about/", If_None_Match=tag, If_Modified_Since=date)
                assert answer.status == http.client.OK
                assert f"Газета {letter}" in answer.read().decode()
            tag, date = answer.headers["ETag"], answer.headers["Last-Modified"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("/%61bout/", 301), ("/about/%2e", 404), ("//about/", 404), ("/about//", 404), ("/About/", 404)),
        *(("/about/index.html", 404), ("/about/index.html.gz", 404), ("/about/../about/", 404), ("/.totals", 404)),
        *(("/feed/index.rss", 404), ("/current/", 404), ("/about/%00", 400), ("/" + "a" * 300 + "/", 404)),
        *(("/feed.json.br", 404), ("/static/../pages/current/index.html", 404), ("/pages/current/", 404)),
    ],
)
def test_a_foreign_spelling_gets_no_stored_page(proxied: Proxied, path: str, status: int) -> None:
    proxied.ask("/about/").read()
    assert proxied.ask(path).status == status


def test_other_requests_go_to_the_application(proxied: Proxied) -> None:
    page = proxied.ask("/about/").read()
    assert proxied.ask("/about/", "POST").status == http.client.METHOD_NOT_ALLOWED
    assert proxied.ask("/about/", Host="other.example").status == http.client.BAD_REQUEST
    ranged = proxied.ask("/about/", Range="bytes=0-9")
    assert (ranged.status, ranged.read()) == (200, page)
    head = proxied.ask("/about/", "HEAD")
    assert (head.status, head.headers["Content-Length"], head.read()) == (200, str(len(page)), b"")


def test_a_draft_for_somebody_outside_is_passed_on_as_it_is(proxied: Proxied) -> None:
    for method in ("GET", "POST"):
        answer = proxied.ask("/preview/nothing/", method)
        assert answer.status == http.client.GONE
        assert "действует" in answer.read().decode()
        kept = {name: answer.headers.get_all(name) for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")}
        assert kept == {
            "Cache-Control": ["no-store"],
            "Referrer-Policy": ["no-referrer"],
            "X-Robots-Tag": ["noindex, nofollow"],
        }


def test_stored_pages_are_served_while_the_application_is_away(proxied: Proxied) -> None:
    page = proxied.ask("/about/").read()
    proxied.server.process.terminate()
    proxied.server.process.wait(20)
    try:
        assert proxied.ask("/about/").read() == page
        answer = proxied.ask("/search/")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
        assert "Страница откроется через минуту" in answer.read().decode()
    finally:
        proxied.start()
