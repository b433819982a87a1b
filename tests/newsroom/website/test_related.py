"""«Похожее»: the editor's picks, then rare tags, section and time; live, of the language, never the piece itself."""

import re
from datetime import timedelta

from django.test import Client

from newsroom.website.models.article import PublishedArticle, PublishedRelated
from newsroom.website.related import SHOWN
from tests.newsroom.website.website_factories import NOON, put_out, section, tag, take_in


def related(reader: Client, address: str = "/articles/1-material-1/") -> list[str]:
    page = reader.get(address).content.decode()
    return re.findall(r'<h3 class="related__headline"><a href="[^"]*">([^<]*)', page)


def pick(publication: PublishedArticle, *others: PublishedArticle) -> None:
    for order, other in enumerate(others):
        PublishedRelated.objects.create(publication=publication, related=other, order=order)


def test_the_editors_picks_come_first_in_his_order(reader: Client) -> None:
    here, water = put_out(1, tags=[tag()]), put_out(2, tags=[tag()], headline="Общий тег")
    far, farther = put_out(3, section=section("sport"), headline="Первый"), put_out(4, headline="Второй")
    pick(here, far, farther)
    assert related(reader) == ["Первый", "Второй", water.headline]


def test_a_rare_tag_weighs_more_than_a_common_one(reader: Client) -> None:
    common, rare = tag("obshchiy"), tag("redkiy")
    put_out(1, tags=[common, rare])
    for number in range(2, 12):
        put_out(number, tags=[common], headline=f"Обычный {number}", section=section("sport"))
    put_out(20, tags=[rare], headline="Редкий", at=NOON - timedelta(days=400), section=section("sport"))
    assert related(reader)[0] == "Редкий"
    assert related(reader)[1:] == ["Обычный 11", "Обычный 10", "Обычный 9"]


def test_the_section_and_then_time_fill_what_is_left(reader: Client) -> None:
    put_out(1, section=section("sport"))
    put_out(2, section=section("sport"), headline="Из рубрики", at=NOON - timedelta(days=3))
    put_out(3, section=section("gorod"), headline="Просто новый")
    assert related(reader) == ["Из рубрики", "Просто новый"]


def test_it_is_never_itself_nor_withdrawn_nor_of_the_other_language(reader: Client) -> None:
    here = put_out(1, tags=[tag()])
    gone = put_out(2, tags=[tag()], headline="Снят")
    other = put_out(3, tags=[tag()], language="kk", headline="Қазақша")
    pick(here, gone, other)
    take_in(gone)
    assert related(reader) == []
    assert "Похожее" not in reader.get("/articles/1-material-1/").content.decode()


def test_it_shows_no_more_than_fit(reader: Client) -> None:
    for number in range(1, 12):
        put_out(number)
    assert len(related(reader)) == SHOWN
