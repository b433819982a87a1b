"""The archive by days of the newsroom's time zone."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions import search_index
from newsroom.utils.dates import local_date
from newsroom.website import pagination
from newsroom.website.models import PublishedArticle
from tests.newsroom.website.test_pagination import read_all
from tests.newsroom.website.website_factories import (
    NOON,
    crowd,
    image,
    person,
    publish_rows,
    section,
    tag,
    withdraw_rows,
)

DAY = re.compile(r'href="(/archive/\d{4}/\d\d/\d\d/)"')


class TestDay:
    def test_it_is_the_newsrooms_day_and_not_greenwichs(self, reader: Client) -> None:
        publish_rows(1, headline="Первая минута", at=datetime(2026, 11, 21, 19, 0, tzinfo=UTC))
        publish_rows(2, headline="Последняя минута", at=datetime(2026, 11, 22, 18, 59, 59, tzinfo=UTC))
        publish_rows(3, headline="Завтра", at=datetime(2026, 11, 22, 19, 0, tzinfo=UTC))
        publish_rows(4, headline="Вчера", at=datetime(2026, 11, 21, 18, 59, 59, tzinfo=UTC))
        assert read_all(reader, "/archive/2026/11/22/") == ["Последняя минута", "Первая минута"]

    def test_it_links_to_the_adjacent_days_with_articles(self, reader: Client) -> None:
        publish_rows(at=NOON)
        publish_rows(at=NOON - timedelta(days=3))
        publish_rows(at=NOON - timedelta(days=9))
        publish_rows(at=NOON - timedelta(days=1), language="kk")
        page = reader.get("/archive/2026/11/19/").content.decode()
        assert {"/archive/2026/11/13/", "/archive/2026/11/22/"} <= set(DAY.findall(page))
        assert "/archive/2026/11/21/" not in page

    def test_it_goes_on_over_pages(self, reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pagination, "PAGE_SIZE", 3)
        shown = [publish_rows(at=NOON + timedelta(minutes=n)).headline for n in range(8)]
        assert read_all(reader, "/archive/2026/11/22/") == shown[::-1]

    @pytest.mark.parametrize(
        "address",
        ["2026/11/21", "2026/02/30", "2026/13/01", "2026/00/10", "0000/01/01", "9999/12/31", "2026/11/00", "1/1/1"],
    )
    def test_a_day_without_articles_is_not_found(self, reader: Client, address: str) -> None:
        publish_rows(at=NOON)
        assert reader.get(f"/archive/{address}/").status_code == 404

    def test_a_day_of_which_all_was_withdrawn_is_not_found(self, reader: Client) -> None:
        withdraw_rows(publish_rows(at=NOON))
        assert reader.get("/archive/2026/11/22/").status_code == 404

    def test_the_other_language_has_days_of_its_own(self, reader: Client) -> None:
        publish_rows(at=NOON, language="kk", headline="Су келді")
        assert reader.get("/archive/2026/11/22/").status_code == 404
        assert "Су келді" in reader.get("/kk/archive/2026/11/22/").content.decode()

    def test_the_switch_leads_to_the_same_day_where_it_is(self, reader: Client) -> None:
        publish_rows(at=NOON)
        publish_rows(at=NOON - timedelta(days=1))
        publish_rows(at=NOON, language="kk")
        page = reader.get("/archive/2026/11/22/").content.decode()
        assert 'hreflang="kk" href="http://127.0.0.1:8000/kk/archive/2026/11/22/"' in page
        alone = reader.get("/archive/2026/11/21/").content.decode()
        assert 'rel="alternate" hreflang' not in alone
        assert '<a class="masthead__language" href="/kk/archive/"' in alone

    def test_it_costs_as_much_when_it_is_full(self, reader: Client) -> None:
        publish_rows(at=NOON)
        with CaptureQueriesContext(connection) as one:
            reader.get("/archive/2026/11/22/")
        crowd(600, section(), tag(), person())
        with CaptureQueriesContext(connection) as many:
            reader.get("/archive/2026/11/22/")
        assert len(many) == len(one) <= 8


class TestArchive:
    def test_it_lists_the_days_with_articles(self, reader: Client) -> None:
        now = timezone.now()
        for days in (1, 1, 40, 400):
            publish_rows(at=now - timedelta(days=days))
        publish_rows(at=now - timedelta(days=2), language="kk")
        page = reader.get("/archive/").content.decode()
        wanted = [local_date(now - timedelta(days=days)) for days in (1, 40)]
        assert set(DAY.findall(page)) == {f"/archive/{day:%Y/%m/%d}/" for day in wanted}

    def test_it_is_shown_before_the_first_article(self, reader: Client) -> None:
        assert reader.get("/archive/").status_code == 200

    def test_it_costs_the_same_however_many_articles_it_names(self, reader: Client) -> None:
        crowd(600, section(), tag(), person())
        with CaptureQueriesContext(connection) as asked:
            reader.get("/archive/")
        assert len(asked) <= 5


class TestAfterAClockJump:
    """Articles dated in the future, because they were published while the clock was wrong."""

    @pytest.fixture(autouse=True)
    def articles(self) -> None:
        published = {"section": section(), "tags": [tag()], "signed": [person()]}
        now = timezone.now()
        publish_rows(1, headline="Вчера", at=now - timedelta(days=1), image=image(), **published)
        publish_rows(2, headline="Через год", at=now + timedelta(days=365), image=image(), **published)
        search_index.enter(list(PublishedArticle.objects.live()))

    def test_every_day_that_the_archive_links_to_is_found(self, reader: Client) -> None:
        days = DAY.findall(reader.get("/archive/").content.decode())
        assert len(days) == 1
        page = reader.get(days[0]).content.decode()
        assert DAY.findall(page.partition("<main")[2]) == []

    @pytest.mark.parametrize(
        "address",
        [
            *("/", "/sections/gorod/", "/tags/voda/", "/team/ulpan/", "/search/?q=год+вчера", "/search/?q=год"),
            *("/feed/", "/feed.json", "/sections/gorod/feed/", "/tags/voda/feed/", "/team/ulpan/feed/"),
            *("/sitemap-news.xml", "/articles/1-material-1/"),
        ],
    )
    def test_no_list_shows_them(self, reader: Client, address: str) -> None:
        response = reader.get(address)
        assert response.status_code == 200
        assert "Через год" not in response.content.decode()

    def test_they_are_found_at_their_own_address(self, reader: Client) -> None:
        assert "Через год" in reader.get("/articles/2-material-2/").content.decode()


def test_nothing_promises_a_page_of_corrections(reader: Client) -> None:
    for address in ("/corrections/", "/kk/corrections/"):
        assert reader.get(address).status_code == 404
    publish_rows(7, slug="voda")
    for address in ("/", "/kk/", "/articles/7-voda/", "/about/", "/sitemaps/0.xml"):
        page = reader.get(address).content.decode()
        assert "/corrections/" not in page
        assert "correctionsPolicy" not in page
