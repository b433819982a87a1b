"""«Похожее»: the editor's picks, then shared tags, section and time."""

import re
from datetime import timedelta

from django.test import Client

from newsroom.website.models.article import PublishedArticle, PublishedRelated
from newsroom.website.related import SHOWN
from tests.newsroom.website.website_factories import NOON, publish_rows, section, tag, withdraw_rows


def related(reader: Client, address: str = "/articles/1-material-1/") -> list[str]:
    page = reader.get(address).content.decode()
    return re.findall(r'<h3 class="related__headline"><a href="[^"]*">([^<]*)', page)


def pick(article: PublishedArticle, *others: PublishedArticle) -> None:
    for order, other in enumerate(others):
        PublishedRelated.objects.create(article=article, related=other, order=order)


def test_the_picks_come_first_in_their_order(reader: Client) -> None:
    here, water = publish_rows(1, tags=[tag()]), publish_rows(2, tags=[tag()], headline="Общий тег")
    far, farther = publish_rows(3, section=section("sport"), headline="Первый"), publish_rows(4, headline="Второй")
    pick(here, far, farther)
    assert related(reader) == ["Первый", "Второй", water.headline]


def test_a_rare_tag_weighs_more_than_a_common_one(reader: Client) -> None:
    common, rare = tag("obshchiy"), tag("redkiy")
    publish_rows(1, tags=[common, rare])
    for number in range(2, 12):
        publish_rows(number, tags=[common], headline=f"Обычный {number}", section=section("sport"))
    publish_rows(20, tags=[rare], headline="Редкий", at=NOON - timedelta(days=400), section=section("sport"))
    assert related(reader)[0] == "Редкий"
    assert related(reader)[1:] == ["Обычный 11", "Обычный 10", "Обычный 9"]


def test_the_section_and_then_time_fill_what_is_left(reader: Client) -> None:
    publish_rows(1, section=section("sport"))
    publish_rows(2, section=section("sport"), headline="Из рубрики", at=NOON - timedelta(days=3))
    publish_rows(3, section=section("gorod"), headline="Просто новый")
    assert related(reader) == ["Из рубрики", "Просто новый"]


def test_it_is_never_itself_nor_withdrawn_nor_of_the_other_language(reader: Client) -> None:
    here = publish_rows(1, tags=[tag()])
    gone = publish_rows(2, tags=[tag()], headline="Снят")
    other = publish_rows(3, tags=[tag()], language="kk", headline="Қазақша")
    pick(here, gone, other)
    withdraw_rows(gone)
    assert related(reader) == []
    assert "Похожее" not in reader.get("/articles/1-material-1/").content.decode()


def test_it_shows_no_more_than_fit(reader: Client) -> None:
    for number in range(1, 12):
        publish_rows(number)
    assert len(related(reader)) == SHOWN
