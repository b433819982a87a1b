"""Compressed responses, and the size of an article."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from newsroom.website.models.outlet import Outlet
from newsroom.website.models.text import PublishedText
from staff.models import User
from tests.newsroom.website.website_factories import NOON, image, person, publish_rows, section, tag
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
MOST = 60_000
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


def test_an_article_with_its_styles_and_scripts_is_light(reader: Client) -> None:
    Outlet.objects.update(description_ru="О жизни.", owner_ru="ТОО", email="a@example.kz", logo=image(), cover=image())
    PublishedText.objects.create(
        kind="mission", language="ru", version=1, title="Зачем мы", body=PARAGRAPH * 3, published_at=NOON
    )
    voda, author = tag("voda"), person("petr", on_team=True)
    for number in range(20, 30):
        publish_rows(number, lead="Лид на две строки, в которых сказано главное.", image=image(), tags=[voda])
    full = publish_rows(
        8,
        lead="В селе теперь есть вода.",
        body="".join(PARAGRAPH.format(f"{number * number} дней.") for number in range(120)),
        section=section("vodokanal", parent=section("gorod")),
        tags=[voda],
        signed=[author, "Гостья"],
        image=image(),
        sources=[{"name": "Курьер", "url": "https://a.example/", "via_name": "НИИ", "via_url": ""}],
    )
    response = reader.get(full.get_absolute_url(), headers={"accept-encoding": "gzip"})
    files = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', gzip.decompress(response.content).decode()))
    assert len(files) > 10
    weights = {name: compressed(name) for name in files} | {"the page": len(response.content)}
    assert sum(weights.values()) < MOST, weights


def compressed(name: str) -> int:
    """Return the size in bytes of a static file as WhiteNoise compresses it."""
    path = finders.find(name)
    assert isinstance(path, str)
    return len(gzip.compress(Path(path).read_bytes(), 9))
