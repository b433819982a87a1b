"""Feeds, parsed as feed readers do, and robots.txt."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import actions
from newsroom.page_cache import memory
from newsroom.page_cache.models import SiteVersion
from tests import factories
from tests.newsroom.website import website_factories
from tests.newsroom.website.website_factories import NOON, image, person, publish_rows, section, tag, withdraw_rows
from tests.users import member

SCHEMA = json.loads((Path(__file__).parent / "schemas/jsonfeed.json").read_text())
FEEDS = ("/feed/", "/feed/atom/", "/feed.json", "/sections/gorod/feed/", "/tags/voda/feed/", "/team/ulpan/feed/")
SITE = "http://127.0.0.1:8000"
HOSTILE = "</title>]]> & <script>alert(1)</script> \x0b\x00 \ufffe «Һә» 🙂"

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def channel(reader: Client, address: str = "/feed/") -> ElementTree.Element:
    response = reader.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314 (our own feed)
    assert root.tag == "rss"
    assert root.get("version") == "2.0"
    found = root.find("channel")
    assert found is not None
    return found


class TestFeed:
    def test_it_has_the_whole_article(self, reader: Client) -> None:
        publish_rows(
            7,
            slug="voda",
            headline="Вода & соль <1>",
            lead="Лид «в кавычках».",
            body='<p>Читайте <a href="/articles/1-a/">раньше</a> и <a href="https://b.example/">там</a>.</p>',
            section=section("regiony", name_ru="Регионы"),
            tags=[tag("voda", name="вода")],
            signed=[person("petr", name_ru="Пётр Щегольков"), "Гостья", ""],
            image=image(),
            credit="Фото: И. Һ.",
            at=NOON,
        )
        item = channel(reader).find("item")
        assert item is not None
        assert item.findtext("title") == "Вода & соль <1>"
        assert item.findtext("link") == "http://127.0.0.1:8000/articles/7-voda/"
        assert item.findtext("description") == "Лид «в кавычках»."
        assert [creator.text for creator in item.findall(CREATOR)] == ["Пётр Щегольков", "Гостья", "Редакция"]
        assert [category.text for category in item.findall("category")] == ["Регионы", "вода"]
        assert parsedate_to_datetime(item.findtext("pubDate", "")) == NOON
        content = item.findtext(CONTENT, "")
        assert '<a href="http://127.0.0.1:8000/articles/1-a/">' in content
        assert '<a href="https://b.example/">' in content
        assert '<img src="http://127.0.0.1:8000/media/' in content
        assert "Фото: И. Һ." in content

    def test_it_keeps_the_guid_when_the_address_changes(self, reader: Client) -> None:
        article = publish_rows(7, slug="voda")
        before = channel(reader).findtext("item/guid")
        article.slug = "voda-prishla"
        article.save()
        assert channel(reader).findtext("item/guid") == before

    def test_it_speaks_the_language_of_its_prefix(self, reader: Client) -> None:
        publish_rows(headline="По-русски")
        publish_rows(headline="Қазақша", language="kk")
        russian, kazakh = channel(reader), channel(reader, "/kk/feed/")
        assert [title.text for title in russian.findall("item/title")] == ["По-русски"]
        assert [title.text for title in kazakh.findall("item/title")] == ["Қазақша"]
        assert (russian.findtext("language"), kazakh.findtext("language")) == ("ru", "kk")
        assert kazakh.findtext("link") == "http://127.0.0.1:8000/kk/"

    def test_it_holds_the_newest_thirty(self, reader: Client) -> None:
        for minute in range(35):
            publish_rows(headline=str(minute), at=NOON + timedelta(minutes=minute))
        titles = [title.text for title in channel(reader).findall("item/title")]
        assert titles == [str(minute) for minute in range(34, 4, -1)]

    def test_it_forgets_what_is_withdrawn(self, reader: Client) -> None:
        withdraw_rows(publish_rows(headline="Снято"))
        assert channel(reader).find("item") is None

    def test_every_page_links_to_it(self, reader: Client) -> None:
        assert 'type="application/rss+xml" title="Тоғыз жол" href="/kk/feed/"' in reader.get("/kk/").content.decode()


def read(reader: Client, address: str) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the title of a feed, and guid, title and text of each item, for any format."""
    response = reader.get(address)
    assert response.status_code == 200
    if address.endswith(".json"):
        data: dict[str, Any] = json.loads(response.content)
        jsonschema.validate(data, SCHEMA)
        return data["title"], [(item["id"], item["title"], item["content_html"]) for item in data["items"]]
    headers = {"content-type": response["Content-Type"]}
    # The parser must neither resolve links nor clean the text.
    how = {"resolve_relative_uris": False, "sanitize_html": False}
    parsed = feedparser.parse(response.content, response_headers=headers, **how)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed.feed.title, [(entry.id, entry.title, entry.content[0].value) for entry in parsed.entries]


@pytest.mark.parametrize("address", ["/feed/", "/feed/atom/"])
def test_a_lead_is_words_and_not_markup(reader: Client, address: str) -> None:
    publish_rows(lead="Цена < 5 & растёт <b>быстро</b>")
    [entry] = feedparser.parse(reader.get(address).content).entries
    assert entry.summary_detail.type == "text/html"
    assert "&lt;b&gt;быстро" in entry.summary


@pytest.mark.parametrize("address", FEEDS)
class TestEveryFeed:
    def publish_rows(self, count: int = 1, **fields: Any) -> None:
        for _ in range(count):
            publish_rows(**{"section": section(), "tags": [tag()], "signed": [person()]} | fields)

    def test_a_feed_parser_accepts_it(self, reader: Client, address: str) -> None:
        self.publish_rows(2, image=image(), body="<p>Весь <b>текст</b>.</p>", lead="Лид.")
        _title, items = read(reader, address)
        assert len({key for key, _headline, _text in items}) == 2
        assert all("Весь" in text and "<img" in text for _key, _headline, text in items)

    def test_it_is_well_formed_with_any_text(self, reader: Client, address: str) -> None:
        # PostgreSQL keeps no zero byte; an import has lost it by then.
        self.publish_rows(
            headline=HOSTILE.replace("\x00", ""), lead="]]>", signed=[person(), HOSTILE.replace("\x00", "")]
        )
        _title, items = read(reader, address)
        assert len(items) == 1
        assert "«Һә» 🙂" in items[0][1]

    def test_it_says_who_reports_and_for_whom_it_is(self, reader: Client, address: str) -> None:
        chain = {"name": "Курьер & Ко", "url": "https://a.example/?a=1&b=2", "via_name": "НИИ", "via_url": ""}
        self.publish_rows(sources=[chain, {"name": "Сход"}], own_reporting=True, age_mark="16+")
        [(_key, _headline, text)] = read(reader, address)[1]
        link = '<a href="https://a.example/?a=1&amp;b=2" rel="noopener">Курьер &amp; Ко</a>'
        expected = (
            "Возрастная категория: 16+",
            f"Сообщает {link} со ссылкой на НИИ",
            "Сообщает Сход",
            "Собственная инф",
        )
        assert [words for words in expected if words not in text] == []

    def test_it_prints_no_empty_parts(self, reader: Client, address: str) -> None:
        self.publish_rows()
        [(_key, _headline, text)] = read(reader, address)[1]
        assert text.split() == ["<p>Текст.</p>"]

    @pytest.mark.parametrize(
        ("typed", "leads"),
        [
            ("/articles/1-a/?x=1&amp;y=2", f"{SITE}/articles/1-a/?x=1&amp;y=2"),
            ("../1-a/", f"{SITE}/articles/1-a/"),
            ("1-a/", f"{SITE}/articles/7-voda/1-a/"),
            ("//b.example/x", "http://b.example/x"),
            ("?q=1", f"{SITE}/articles/7-voda/?q=1"),
            ("#dva", f"{SITE}/articles/7-voda/#dva"),
            ("https://b.example/?a&amp;b", "https://b.example/?a&amp;b"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("tel:+77000000009", "tel:+77000000009"),
            ("http://[x/", "http://[x/"),
            ("", f"{SITE}/articles/7-voda/"),
        ],
    )
    def test_every_link_leads_to_its_site(self, reader: Client, address: str, typed: str, leads: str) -> None:
        body = (
            f'<p>Пишут: href="/x". <a href="{typed}" rel="noopener">Там</a>, <a rel="noopener" href="{typed}">и</a></p>'
        )
        publish_rows(7, slug="voda", section=section(), tags=[tag()], signed=[person()], body=body)
        [(_key, _headline, text)] = read(reader, address)[1]
        assert (
            f'<p>Пишут: href="/x". <a href="{leads}" rel="noopener">Там</a>, <a rel="noopener" href="{leads}">' in text
        )

    def test_it_has_the_language_of_its_address(self, reader: Client, address: str) -> None:
        self.publish_rows(headline="По-русски")
        self.publish_rows(headline="Қазақша", language="kk")
        assert [headline for _key, headline, _text in read(reader, address)[1]] == ["По-русски"]
        assert [headline for _key, headline, _text in read(reader, f"/kk{address}")[1]] == ["Қазақша"]

    def test_it_forgets_what_is_withdrawn(self, reader: Client, address: str) -> None:
        self.publish_rows()
        article = publish_rows(section=section(), tags=[tag()], signed=[person()], headline="Снято")
        withdraw_rows(article)
        assert "Снято" not in [headline for _key, headline, _text in read(reader, address)[1]]

    def test_it_asks_no_more_of_the_database_for_thirty(self, reader: Client, address: str) -> None:
        self.publish_rows(1)
        one = statements(reader, address)
        self.publish_rows(40)
        assert len(read(reader, address)[1]) == 30
        memory.forget()
        assert statements(reader, address) == one <= 7
        assert statements(reader, address) <= 3


def statements(reader: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(("address", "form"), [("/feed/", "%H:%M:%S"), ("/feed/atom/", "%Y-%m-%dT%H:%M:%S")])
def test_an_empty_feed_has_the_time_of_the_site_version(reader: Client, address: str, form: str) -> None:
    SiteVersion.objects.update(started_at=datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC))
    assert datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC).strftime(form) in reader.get(address).content.decode()


class TestFeedOfASection:
    def test_it_has_the_articles_of_subsections(self, reader: Client) -> None:
        below = section("vodokanal", parent=section())
        publish_rows(headline="Рубрика", section=section())
        publish_rows(headline="Подрубрика", section=below)
        publish_rows(headline="Другая", section=section("mir"))
        assert [headline for _key, headline, _text in read(reader, "/sections/gorod/feed/")[1]] == [
            "Подрубрика",
            "Рубрика",
        ]

    def test_its_former_address_leads_to_the_present_one(self, reader: Client) -> None:
        moved = factories.section("gorod")
        publish_rows(section=moved)
        moved.slug = "nash-gorod"
        actions.save_section(moved, by=member("editor"))
        response = reader.get("/sections/gorod/feed/")
        assert (response.status_code, response["Location"]) == (301, "/sections/nash-gorod/feed/")

    @pytest.mark.parametrize("address", ["/sections/net/feed/", "/tags/net/feed/", "/team/net/feed/"])
    def test_what_is_not_there_is_not_found(self, reader: Client, address: str) -> None:
        assert reader.get(address).status_code == 404

    def test_its_page_names_it(self, reader: Client) -> None:
        website_factories.publish_rows(section=section())
        assert 'href="/sections/gorod/feed/"' in reader.get("/sections/gorod/").content.decode()


class TestRobots:
    def test_it_disallows_the_admin_and_the_search(self, reader: Client) -> None:
        response = reader.get("/robots.txt")
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        rules = response.content.decode().splitlines()
        assert "Disallow: /admin/" in rules
        assert "Disallow: /search/" in rules
        assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in rules

    def test_it_is_at_the_root_only(self, reader: Client) -> None:
        assert reader.get("/kk/robots.txt").status_code == 404
