"""Compressed responses."""

import gzip

import pytest
from django.test import Client

from staff.models import User
from tests.newsroom.website.website_factories import publish_rows
from tests.users import client_of

PAGES = (
    "/",
    "/articles/7-voda/",
    "/sections/gorod/",
    "/search/?q=voda",
    "/feed/",
    "/feed/atom/",
    "/feed.json",
    "/sitemap.xml",
    "/sitemaps/0.xml",
    "/robots.txt",
    "/net-takogo/",
)
PARAGRAPH = "<p>{} В среду в Тастыбулаке открыли центр: двенадцать комнат, мастерская и кухня. «Ждали десять лет».</p>"


@pytest.fixture(autouse=True)
def article() -> None:
    publish_rows(7, slug="voda", body="".join(PARAGRAPH.format(number) for number in range(40)))


@pytest.mark.parametrize("address", PAGES)
class TestEveryPage:
    def test_it_is_compressed_on_request(self, reader: Client, address: str) -> None:
        plain = reader.get(address)
        packed = reader.get(address, headers={"accept-encoding": "br, gzip"})
        if len(plain.content) < 200:
            return
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)
        assert packed["Content-Type"] == plain["Content-Type"]
        assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"

    def test_it_is_plain_for_whoever_does_not(self, reader: Client, address: str) -> None:
        for accepted in ("", "identity", "br", "gzip;q=0", "br, gzip; q=0.0, identity"):
            assert "Content-Encoding" not in reader.get(address, headers={"accept-encoding": accepted})

    def test_it_is_the_same_every_time(self, reader: Client, address: str) -> None:
        first, second = (reader.get(address, headers={"accept-encoding": "gzip"}) for _ in range(2))
        assert first.content == second.content
        assert reader.head(address, headers={"accept-encoding": "gzip"})["Content-Length"] == first["Content-Length"]


def test_the_admin_is_not_compressed(head: User) -> None:
    """The size of a compressed page could reveal the CSRF token (BREACH)."""
    for address in ("/admin/", "/admin/login/", "/admin/website/section/add/"):
        assert "Content-Encoding" not in client_of(head).get(address, headers={"accept-encoding": "gzip"})
