"""Sections, tags and people as lists: order, language, older pages at constant cost."""

import re
from collections.abc import Callable
from operator import gt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.page_cache import memory
from newsroom.website import pagination
from tests.newsroom.website import website_factories
from tests.newsroom.website.website_factories import NOON, person, publish_rows, section, tag, withdraw_rows

LISTS = ("/sections/gorod/", "/tags/voda/", "/team/ulpan/")
HEADLINE = re.compile(r'<h[23] class="row__headline">\s*<a href="[^"]*">([^<]*)</a>')
OLDER = re.compile(r'<a class="more" href="([^"]*)" rel="next">')

Publish = Callable[..., list[str]]


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Publish articles in one section, with one tag, by one person; return their headlines."""
    monkeypatch.setattr(pagination, "PAGE_SIZE", 3)

    def fill(count: int, **fields: object) -> list[str]:
        own = {"section": section(), "tags": [tag()], "signed": [person()]}
        return [publish_rows(**own | fields).headline for _ in range(count)]

    return fill


def read_all(reader: Client, address: str) -> list[str]:
    """Return every headline of a list, following the links to older pages."""
    found = []
    while address:
        response = reader.get(address)
        assert response.status_code == 200
        page = response.content.decode()
        found += HEADLINE.findall(page)
        older = OLDER.search(page)
        address = older[1] if older else ""
    return found


@pytest.mark.parametrize("address", LISTS)
class TestList:
    def test_it_shows_each_article_once_newest_first(self, reader: Client, publish: Publish, address: str) -> None:
        headlines = publish(8)
        assert read_all(reader, address) == headlines[::-1]

    def test_it_separates_articles_of_the_same_instant(self, reader: Client, publish: Publish, address: str) -> None:
        headlines = publish(8, at=NOON)
        assert read_all(reader, address) == headlines[::-1]

    def test_it_ends_without_an_empty_page(self, reader: Client, publish: Publish, address: str) -> None:
        publish(3)
        assert 'rel="next"' not in reader.get(address).content.decode()

    def test_it_shows_its_own_language_and_links_to_the_other(
        self, reader: Client, publish: Publish, address: str
    ) -> None:
        russian, kazakh = publish(2), publish(2, language="kk")
        page = reader.get(address).content.decode()
        assert HEADLINE.findall(page) == russian[::-1]
        assert f'<a href="/kk{address}" hreflang="kk"' in page
        assert read_all(reader, f"/kk{address}") == kazakh[::-1]

    def test_an_older_page_is_no_pair_of_another(self, reader: Client, publish: Publish, address: str) -> None:
        publish(5)
        publish(2, language="kk")
        older = OLDER.search(reader.get(address).content.decode())
        assert older
        page = reader.get(older[1]).content.decode()
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{older[1]}">' in page
        assert 'rel="alternate" hreflang' not in page
        assert f'<a class="masthead__language" href="/kk{address}"' in page
        assert f'"url":"http://127.0.0.1:8000{address}"' in page or "/team/" not in address

    def test_it_leaves_out_what_is_withdrawn(self, reader: Client, publish: Publish, address: str) -> None:
        publish(2)
        own = {"section": section(), "tags": [tag()], "signed": [person()]}
        withdraw_rows(publish_rows(headline="Снято", **own))
        assert "Снято" not in read_all(reader, address)

    def test_an_id_that_is_not_in_the_list_is_not_found(self, reader: Client, publish: Publish, address: str) -> None:
        publish(5)
        other_section = publish_rows(section=section("sport"))
        kazakh = publish_rows(section=section(), tags=[tag()], signed=[person()], language="kk")
        withdrawn = publish_rows(section=section(), tags=[tag()], signed=[person()])
        withdraw_rows(withdrawn)
        for pk in (other_section.pk, kazakh.pk, withdrawn.pk, 999_999, 2**63 - 1, 2**63, 10**25):
            assert reader.get(f"{address}before/{pk}/").status_code == 404

    def test_it_has_no_page_before_the_first_article(self, reader: Client, publish: Publish, address: str) -> None:
        oldest = publish_rows(section=section(), tags=[tag()], signed=[person()])
        publish(2)
        assert reader.get(f"{address}before/{oldest.pk}/").status_code == 404

    def test_it_names_older_pages_canonically(self, reader: Client, publish: Publish, address: str) -> None:
        publish(5)
        older = OLDER.search(reader.get(address).content.decode())
        assert older
        page = reader.get(older[1]).content.decode()
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{older[1]}">' in page
        assert f'href="{address}">К самым новым</a>' in page


INDEXES = {
    "/": "published_article_by_time",
    "/sections/gorod/": "published_article_by_section",
    "/tags/voda/": "published_article_by_tag",
    "/team/ulpan/": "published_article_by_person",
}


@pytest.mark.parametrize(("address", "index"), INDEXES.items())
def test_it_is_one_range_of_one_index(reader: Client, address: str, index: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan of PostgreSQL depends on the number of rows")
    website_factories.crowd(60, section(), tag(), person())
    older = OLDER.search(reader.get(address).content.decode())
    assert older
    for page in (address, older[1]):
        memory.forget()
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(page).status_code == 200
        listing = next(q["sql"] for q in queries if re.search(r"LIMIT (30|21)\b", q["sql"]))
        assert "COUNT(" not in listing
        assert "OFFSET" not in listing
        plan = explain(listing)
        assert any(f"INDEX {index} " in step for step in plan)
        assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in plan)
        if page != address:
            assert any(index in step and "published_at<?" in step for step in plan)


def explain(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]


LIMITS = {
    "/": (9, 1),
    "/before/1000003/": (6, 3),
    "/articles/1000003-tolpa-3/": (13, 3),
    "/sections/gorod/": (5, 2),
    "/sections/gorod/before/1000003/": (6, 3),
    "/tags/voda/": (6, 3),
    "/tags/voda/before/1000003/": (7, 4),
    "/team/ulpan/": (7, 4),
    "/team/ulpan/before/1000003/": (8, 5),
    "/team/": (6, 3),
    "/about/": (5, 2),
    "/feed/": (6, 1),
    "/sitemaps/1001.xml": (3, 2),
}
"""The most statements of the first page of a site version in a process, and of one like it after that."""


def test_it_costs_the_same_with_fifteen_articles_and_with_ten_thousand(reader: Client) -> None:
    website_factories.crowd(15, section(), tag(), person(on_team=True))
    few = {address: statements(reader, address) for address in LIMITS}
    website_factories.clear_crowd()
    website_factories.crowd(10_000, section(), tag(), person())
    many = {address: statements(reader, address) for address in LIMITS}
    assert few == many
    assert {address: counts for address, counts in many.items() if any(map(gt, counts, LIMITS[address]))} == {}


def test_another_article_asks_for_its_own_rows(reader: Client) -> None:
    website_factories.crowd(15, section(), tag(), person())
    statements(reader, "/articles/1000003-tolpa-3/")
    with CaptureQueriesContext(connection) as queries:
        assert reader.get("/articles/1000009-tolpa-9/").status_code == 200
    assert len(queries) <= 4


def statements(reader: Client, address: str) -> tuple[int, int]:
    """Count the statements of a page with an empty memory, and then again."""
    memory.forget()
    with CaptureQueriesContext(connection) as cold:
        assert reader.get(address).status_code == 200
    with CaptureQueriesContext(connection) as warm:
        assert reader.get(address).status_code == 200
    return len(cold), len(warm)
