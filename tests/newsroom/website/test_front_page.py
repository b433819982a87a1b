"""The front page: main article, newest articles, sections; header and footer of every page."""

import re
from datetime import timedelta

from django.test import Client

from newsroom.website.views import front_page
from tests.newsroom.website import website_factories
from tests.newsroom.website.website_factories import NOON, image, person, publish_rows, section, tag, withdraw_rows


def page_of(reader: Client, address: str = "/") -> str:
    response = reader.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def lead_of(page: str) -> str:
    found = re.search(r'<h3 class="lead-article__headline[^>]*>\s*<a href="[^"]*">([^<]*)', page)
    assert found
    return found[1]


class TestFront:
    def test_it_has_a_sentence_before_the_first_article(self, reader: Client) -> None:
        page = page_of(reader)
        assert "Здесь появятся первые материалы." in page
        assert '<nav class="sections"' not in page

    def test_it_leads_with_the_newest_that_has_a_picture(self, reader: Client) -> None:
        publish_rows(headline="Старый с картинкой", image=image(), at=NOON)
        publish_rows(headline="С картинкой", image=image(), at=NOON + timedelta(hours=1))
        publish_rows(headline="Молния", at=NOON + timedelta(hours=2))
        assert lead_of(page_of(reader)) == "С картинкой"

    def test_it_leads_with_the_newest_when_pictures_are_old(self, reader: Client) -> None:
        publish_rows(headline="Давняя картинка", image=image(), at=NOON)
        for hour in range(1, 8):
            publish_rows(headline=f"Новость {hour}", at=NOON + timedelta(hours=hour))
        assert lead_of(page_of(reader)) == "Новость 7"

    def test_it_separates_the_newest_articles_by_days(self, reader: Client) -> None:
        publish_rows(at=NOON.replace(day=21, hour=18, minute=59))
        publish_rows(at=NOON.replace(day=21, hour=19, minute=1))
        page = page_of(reader)
        assert page.index(">22 ноября 2026<") < page.index(">00:01<") < page.index(">21 ноября 2026<")
        assert page.index(">21 ноября 2026<") < page.index(">23:59<")

    def test_it_never_speaks_of_today(self, reader: Client) -> None:
        publish_rows()
        page = page_of(reader).lower()
        for word in ("сегодня", "вчера", "назад"):
            assert word not in page

    def test_it_shows_the_newest_of_each_section_but_not_the_lead_again(self, reader: Client) -> None:
        sport = section("sport")
        for number in range(7):
            publish_rows(headline=f"Спорт {number}", section=sport, at=NOON + timedelta(minutes=number))
        publish_rows(headline="Главное", section=sport, image=image(), at=NOON + timedelta(hours=1))
        page = page_of(reader)
        block = page[page.index('id="block-sport"') :]
        assert re.findall(r"Спорт \d", block) == ["Спорт 6", "Спорт 5", "Спорт 4", "Спорт 3"]
        assert "Главное" not in block

    def test_it_prints_no_block_for_a_section_that_is_only_in_the_lead(self, reader: Client) -> None:
        publish_rows(section=section("sport"), image=image())
        assert 'id="block-sport"' not in page_of(reader)

    def test_older_articles_follow_the_newest(self, reader: Client) -> None:
        for _ in range(front_page.NEWEST_COUNT + 2):
            publish_rows()
        older = re.search(r'<a class="more" href="(/before/\d+/)" rel="next">', page_of(reader))
        assert older
        page = page_of(reader, older[1])
        assert len(re.findall("row__headline", page)) == 2
        assert 'href="/">К самым новым</a>' in page

    def test_it_keeps_the_languages_apart(self, reader: Client) -> None:
        publish_rows(headline="По-русски")
        publish_rows(headline="Қазақша мақала", language="kk")
        assert "Қазақша мақала" not in page_of(reader)
        assert "По-русски" not in page_of(reader, "/kk/")

    def test_an_id_that_is_not_in_the_list_is_not_found(self, reader: Client) -> None:
        publish_rows()
        kazakh, withdrawn = publish_rows(language="kk"), publish_rows()
        withdraw_rows(withdrawn)
        for pk in (kazakh.pk, withdrawn.pk, 999_999):
            assert reader.get(f"/before/{pk}/").status_code == 404


class TestLayout:
    def test_it_names_the_outlet_as_set(self, reader: Client) -> None:
        website_factories.Outlet.objects.update(
            motto_ru="Новости с перекрёстка", email="redaktsiya@example.kz", phone="+7 700 000-00-00", age_mark="12+"
        )
        page = page_of(reader)
        assert "<title>Девять дорог — Новости с перекрёстка</title>" in page
        assert 'href="mailto:redaktsiya@example.kz"' in page
        assert 'href="tel:+77000000000"' in page
        assert ">12+</span>" in page
        assert "Время на сайте: Алматы, UTC+5" in page
        assert "Тоғыз жол" in page_of(reader, "/kk/")

    def test_it_has_one_first_heading_on_every_page(self, reader: Client) -> None:
        publish_rows(7, slug="voda", tags=[tag()], signed=[person()])
        for address in (
            "/",
            "/articles/7-voda/",
            "/sections/gorod/",
            "/tags/voda/",
            "/team/",
            "/team/ulpan/",
            "/about/",
            "/net/",
        ):
            assert reader.get(address).content.decode().count("<h1") == 1

    def test_the_switch_leads_to_the_same_page_where_it_answers(self, reader: Client) -> None:
        publish_rows(7, slug="voda", tags=[tag()], signed=[person()], section=section(is_enabled=True))
        expected = {
            "/": "/kk/",
            "/articles/7-voda/": "/kk/",
            "/sections/gorod/": "/kk/sections/gorod/",
            "/tags/voda/": "/kk/",
            "/team/ulpan/": "/kk/",
            "/team/": "/kk/team/",
            "/about/": "/kk/about/",
            "/kk/about/": "/about/",
        }
        for address, other in expected.items():
            assert f'class="masthead__language" href="{other}"' in page_of(reader, address)
            assert reader.get(other).status_code == 200
