"""The feed, read as a feed reader reads it, and what robots are told."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

from django.test import Client

from tests.site.newsstand import NOON, image, person, put_out, section, tag, take_in

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
    def test_it_carries_the_whole_piece(self, reader: Client) -> None:
        put_out(
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

    def test_it_keeps_the_identity_of_a_piece_whose_address_changes(self, reader: Client) -> None:
        piece = put_out(7, slug="voda")
        before = channel(reader).findtext("item/guid")
        piece.slug = "voda-prishla"
        piece.save()
        assert channel(reader).findtext("item/guid") == before

    def test_it_speaks_the_language_of_its_prefix(self, reader: Client) -> None:
        put_out(headline="По-русски")
        put_out(headline="Қазақша", language="kk")
        russian, kazakh = channel(reader), channel(reader, "/kk/feed/")
        assert [title.text for title in russian.findall("item/title")] == ["По-русски"]
        assert [title.text for title in kazakh.findall("item/title")] == ["Қазақша"]
        assert (russian.findtext("language"), kazakh.findtext("language")) == ("ru", "kk")
        assert kazakh.findtext("link") == "http://127.0.0.1:8000/kk/"

    def test_it_holds_the_newest_thirty(self, reader: Client) -> None:
        for minute in range(35):
            put_out(headline=str(minute), at=NOON + timedelta(minutes=minute))
        titles = [title.text for title in channel(reader).findall("item/title")]
        assert titles == [str(minute) for minute in range(34, 4, -1)]

    def test_it_forgets_what_is_withdrawn(self, reader: Client) -> None:
        take_in(put_out(headline="Снято"))
        assert channel(reader).find("item") is None

    def test_every_page_tells_where_it_is(self, reader: Client) -> None:
        assert 'type="application/rss+xml" title="Тоғыз жол" href="/kk/feed/"' in reader.get("/kk/").content.decode()


class TestRobots:
    def test_it_asks_robots_to_leave_the_desk_alone(self, reader: Client) -> None:
        response = reader.get("/robots.txt")
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert response.content.decode() == "User-agent: *\nDisallow: /admin/\n"

    def test_it_stands_at_the_root_only(self, reader: Client) -> None:
        assert reader.get("/kk/robots.txt").status_code == 404
