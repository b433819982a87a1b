"""Sitemaps, validated by their schemas."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.website import sitemaps
from tests.newsroom.website.website_factories import NOON, crowd, person, publish_rows, section, tag, withdraw_rows

SITE = "http://127.0.0.1:8000"


@cache
def schema() -> Any:
    return xmlschema.XMLSchema(str(Path(__file__).parent / "schemas/sitemap.xsd"))


def read(reader: Client, address: str) -> list[str]:
    """Validate a sitemap; return the addresses in it."""
    response = reader.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    text = response.content.decode()
    schema().validate(text)
    return [found.text or "" for found in ElementTree.fromstring(text).iter() if found.tag.endswith("}loc")]  # noqa: S314


class TestIndex:
    def test_it_names_a_part_for_each_thousand_ids(self, reader: Client) -> None:
        assert read(reader, "/sitemap.xml") == [f"{SITE}/sitemaps/0.xml"]
        publish_rows(999)
        assert read(reader, "/sitemap.xml")[1:] == [f"{SITE}/sitemaps/1.xml"]
        publish_rows(1000)
        assert read(reader, "/sitemap.xml")[1:] == [f"{SITE}/sitemaps/1.xml", f"{SITE}/sitemaps/2.xml"]

    def test_every_part_it_names_answers(self, reader: Client) -> None:
        publish_rows(2500)
        assert all(read(reader, part.removeprefix(SITE)) is not None for part in read(reader, "/sitemap.xml"))

    @pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemaps/0.xml", "/sitemap-news.xml"])
    def test_it_is_at_the_root_only(self, reader: Client, address: str) -> None:
        assert reader.get(f"/kk{address}").status_code == 404


class TestPart:
    def test_an_article_is_in_the_part_of_its_id(self, reader: Client) -> None:
        publish_rows(999, slug="a")
        publish_rows(1000, slug="b")
        publish_rows(1001, slug="c", language="kk")
        assert read(reader, "/sitemaps/1.xml") == [f"{SITE}/articles/999-a/"]
        assert read(reader, "/sitemaps/2.xml") == [f"{SITE}/articles/1000-b/", f"{SITE}/kk/articles/1001-c/"]

    def test_a_withdrawn_article_leaves_it(self, reader: Client) -> None:
        publish_rows(7)
        withdraw_rows(publish_rows(8, slug="snyato"))
        assert len(read(reader, "/sitemaps/1.xml")) == 1

    def test_it_links_to_the_translation(self, reader: Client) -> None:
        publish_rows(8, slug="b", language="kk", translation_of=publish_rows(7, slug="a"))
        page = reader.get("/sitemaps/1.xml").content.decode()
        assert page.count(f'<xhtml:link rel="alternate" hreflang="kk" href="{SITE}/kk/articles/8-b/"/>') == 2
        assert page.count(f'<xhtml:link rel="alternate" hreflang="ru" href="{SITE}/articles/7-a/"/>') == 2

    def test_it_has_the_time_of_the_last_change(self, reader: Client) -> None:
        article = publish_rows(7)
        article.updated_at = article.published_at + timedelta(hours=5)
        article.save()
        assert "<lastmod>2026-11-22T17:07:00+05:00</lastmod>" in reader.get("/sitemaps/1.xml").content.decode()

    def test_a_part_beyond_the_last_article_is_not_found(self, reader: Client) -> None:
        publish_rows(7)
        assert reader.get("/sitemaps/2.xml").status_code == 404
        assert reader.get("/sitemaps/99999999999999999999.xml").status_code == 404

    def test_it_costs_as_much_when_it_is_full(self, reader: Client) -> None:
        publish_rows(1)
        with CaptureQueriesContext(connection) as one:
            reader.get("/sitemaps/1.xml")
        crowd(1000, section(), tag(), person())
        with CaptureQueriesContext(connection) as many:
            assert len(read(reader, "/sitemaps/1001.xml")) == sitemaps.PART_SIZE
        assert len(many) == len(one)

    def test_the_static_pages_have_a_part_of_their_own(self, reader: Client) -> None:
        publish_rows(7, section=section("gorod"), tags=[tag("voda")])
        person("ulpan", on_team=True)
        found = read(reader, "/sitemaps/0.xml")
        paths = ("/", "/kk/", "/team/", "/kk/about/", "/archive/", "/sections/gorod/", "/tags/voda/")
        assert {SITE + path for path in (*paths, "/team/ulpan/", "/kk/team/ulpan/")} <= set(found)
        assert f"{SITE}/kk/sections/gorod/" not in found
        assert all(reader.get(address.removeprefix(SITE)).status_code == 200 for address in found)

    def test_every_person_with_a_page_is_listed(self, reader: Client) -> None:
        person("ushla", left_on=NOON.date())
        person("nikto")
        publish_rows(7, signed=[person("gostya"), person("byvshiy")])
        publish_rows(8, signed=[person("byvshiy")], language="kk")
        withdraw_rows(publish_rows(9, signed=[person("snyata")]))
        found = {address for address in read(reader, "/sitemaps/0.xml") if "/team/" in address}
        paths = ("/team/", "/team/ushla/", "/team/byvshiy/")
        both = {f"{SITE}{prefix}{path}" for prefix in ("", "/kk") for path in paths}
        assert found == both | {f"{SITE}/team/gostya/"}
        assert all(reader.get(address.removeprefix(SITE)).status_code == 200 for address in found)

    def test_a_section_is_listed_for_its_subsections(self, reader: Client) -> None:
        publish_rows(7, section=section("vodokanal", parent=section("gorod")))
        publish_rows(8, section=section("taynaya", parent=section("mir"), is_enabled=False), language="kk")
        found = read(reader, "/sitemaps/0.xml")
        assert {f"{SITE}/sections/gorod/", f"{SITE}/sections/vodokanal/"} <= set(found)
        assert not [address for address in found if "/mir/" in address or "taynaya" in address]


class TestNews:
    def test_it_has_the_last_two_days(self, reader: Client) -> None:
        now = timezone.now()
        publish_rows(1, slug="novoe", at=now - timedelta(hours=47), headline="Вода & соль <1>")
        publish_rows(2, slug="staroe", at=now - timedelta(hours=49))
        publish_rows(3, slug="zhanga", at=now, language="kk")
        assert read(reader, "/sitemap-news.xml") == [f"{SITE}/kk/articles/3-zhanga/", f"{SITE}/articles/1-novoe/"]
        page = reader.get("/sitemap-news.xml").content.decode()
        assert "<news:name>Тоғыз жол</news:name><news:language>kk</news:language>" in page
        assert "<news:name>Девять дорог</news:name><news:language>ru</news:language>" in page
        assert "<news:title>Вода &amp; соль &lt;1&gt;</news:title>" in page

    def test_nobody_keeps_it_for_later(self, reader: Client) -> None:
        assert reader.get("/sitemap-news.xml")["Cache-Control"] == "no-store"
        assert read(reader, "/sitemap-news.xml") == []
