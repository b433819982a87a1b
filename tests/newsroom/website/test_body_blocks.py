"""The blocks of a body as readers see them, on the page and in the feed."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from newsroom.body.models import FactBox, FactBoxVersion
from newsroom.images import public
from newsroom.images.models import Image
from newsroom.page_cache.models import SiteVersion
from newsroom.website.body_blocks import feed_html, page_html
from newsroom.website.models import PublishedArticle
from tests.newsroom.images import files
from tests.newsroom.website.website_factories import publish_rows, withdraw_rows

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def photo(image: Image, caption: str = "", **attributes: str) -> str:
    named = "".join(f' data-{name}="{value}"' for name, value in {"layout": "text", **attributes}.items())
    return f'<figure data-photo="{image.pk}"{named}><figcaption>{caption}</figcaption></figure>'


def page_of(reader: Client, body: str) -> str:
    """Return the body of a page of an article with this body, without superfluous spaces."""
    page = reader.get(publish_rows(body=body).get_absolute_url()).content.decode()
    found = re.search(r'<div class="article__body[^>]*>(.*?)</div>\s*<footer', page, re.DOTALL)
    assert found
    return re.sub(r">\s+<", "><", " ".join(found[1].split()))


def item_of(reader: Client) -> str:
    return reader.get("/feed/").content.decode()


class TestPhoto:
    def test_it_has_its_own_caption_alt_and_credit(self, reader: Client) -> None:
        image = files.published(caption="из библиотеки", alt="из библиотеки", credit="из библиотеки")
        page = page_of(reader, photo(image, "Утро <em>здесь</em>", layout="wide", alt="Мост", credit="Фото: А. С."))
        assert '<figure class="photo photo--wide">' in page
        assert 'alt="Мост"' in page
        assert '<span>Утро <em>здесь</em></span><span class="photo__credit">Фото: А. С.</span>' in page
        assert "из библиотеки" not in page

    def test_one_that_is_not_public_is_not_shown(self, reader: Client) -> None:
        page = page_of(reader, f"<p>до</p>{photo(files.stored_image(), 'тайна')}<p>после</p>")
        assert page == "<p>до</p><p>после</p>"

    def test_one_that_is_gone_is_not_shown(self, reader: Client) -> None:
        assert page_of(reader, '<p>а</p><figure data-photo="999"><figcaption>х</figcaption></figure>') == "<p>а</p>"

    def test_the_feed_has_it_by_its_absolute_address(self, reader: Client) -> None:
        image = files.published()
        page_of(reader, photo(image, "Утро", alt="Мост"))
        assert f'&lt;img src="http://127.0.0.1:8000{public.largest(image).url}"' in item_of(reader)

    def test_the_staff_see_what_is_not_public(self) -> None:
        image = files.stored_image()
        html = page_html(photo(image, "Утро"), is_private=True)
        assert f"/admin/images/image/{image.pk}/file/" in html
        assert "Здесь снимок, которого больше нет" in page_html(photo(Image(pk=999)), is_private=True)


def test_a_gallery_shows_its_public_photos(reader: Client) -> None:
    images = [files.published(), files.stored_image(), files.published()]
    gallery = "".join(photo(image, f"номер {number}") for number, image in enumerate(images))
    page = page_of(reader, f'<section data-gallery="">{gallery}</section>')
    assert page.count('<figure class="gallery__photo">') == 2
    assert "номер 1" not in page


def test_a_pull_quote_names_its_speaker_and_position(reader: Client) -> None:
    page = page_of(
        reader, '<blockquote class="pull-quote"><p>Ждали</p><footer>Фёкла Ц., пекарь, Тастыбулак</footer></blockquote>'
    )
    assert "<cite>Фёкла Ц.</cite>, пекарь, Тастыбулак</footer>" in page


class TestFactBox:
    def version(self) -> FactBoxVersion:
        return FactBoxVersion.objects.create(
            fact_box=FactBox.objects.create(),
            number=1,
            title="Что такое поверка",
            body="<p>Проверка <strong>счётчика</strong>.</p>",
            checked_on=date(2026, 11, 20),
        )

    def test_it_says_when_it_was_checked(self, reader: Client) -> None:
        page = page_of(reader, f'<aside data-fact="{self.version().pk}"></aside>')
        assert "<p>Проверка <strong>счётчика</strong>.</p>" in page
        assert '<time datetime="2026-11-20">20 ноября 2026</time>' in page

    def test_a_version_never_changes(self) -> None:
        version = self.version()
        version.title = "Иначе"
        with pytest.raises(TypeError):
            version.save()


class TestCard:
    def card(self, reader: Client, other: PublishedArticle) -> str:
        return page_of(reader, f'<p>а</p><aside data-card="{other.pk}"></aside>')

    def test_it_shows_the_present_headline_and_address(self, reader: Client) -> None:
        other = publish_rows(headline="Прежний")
        with transaction.atomic():
            PublishedArticle.objects.filter(pk=other.pk).update(headline="Новый", slug="novyj")
            SiteVersion.bump()
        other.refresh_from_db()
        page = self.card(reader, other)
        assert f'<a href="{other.get_absolute_url()}">Новый</a>' in page
        assert "Прежний" not in page

    def test_a_withdrawn_article_has_none(self, reader: Client) -> None:
        other = publish_rows(headline="Тайна")
        withdraw_rows(other)
        assert self.card(reader, other) == "<p>а</p>"


class TestEmbed:
    BODY = (
        '<figure data-embed="https://www.youtube.com/watch?v=dQw4w9WgXcQ" data-title="Запись &lt;заседания&gt;">'
        "<figcaption>Полностью</figcaption></figure>"
    )

    def test_nothing_is_loaded_from_the_service(self, reader: Client) -> None:
        page = page_of(reader, self.BODY)
        assert 'data-player="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in page
        assert '<a class="embed__link" href="https://www.youtube.com/watch?v=dQw4w9WgXcQ" rel="noopener">' in page
        assert "Запись &lt;заседания&gt;" in page
        assert "<iframe" not in page
        assert not re.search(r'src="https?:', page)

    def test_the_feed_has_a_link(self, reader: Client) -> None:
        page_of(reader, self.BODY)
        assert "YouTube: Запись &amp;lt;заседания&amp;gt;" in item_of(reader)


def test_an_interview_names_who_speaks(reader: Client) -> None:
    page = page_of(
        reader,
        '<section data-speech="question"><cite>Редакция</cite><p>Когда?</p></section>'
        '<section data-speech="answer"><cite></cite><p>Завтра.</p></section>',
    )
    assert page == (
        '<section class="speech speech--question"><p class="speech__name">Редакция</p><p>Когда?</p></section>'
        '<section class="speech speech--answer"><p>Завтра.</p></section>'
    )


def test_a_table_can_be_scrolled_with_the_keyboard(reader: Client) -> None:
    page = page_of(reader, "<table><tbody><tr><td><p>1</p></td></tr></tbody></table>")
    assert '<div class="table" role="region" tabindex="0" aria-label="Таблица"><table>' in page


def test_footnotes_are_numbered_and_stand_at_the_end(reader: Client) -> None:
    page = page_of(reader, "<p>А<small>первая <em>нота</em></small>, б<small>вторая</small>.</p><p>В</p>")
    assert 'А<sup class="footnote-mark"><a href="#note-1" id="note-1-mark">1</a></sup>' in page
    assert page.index("<p>В</p>") < page.index('<li id="note-1">первая <em>нота</em>') < page.index("вторая")


def test_a_body_without_blocks_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert page_html("<p>а</p>") == feed_html("<p>а</p>") == "<p>а</p>"


def test_twenty_photos_cost_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    image = files.published()
    body = "".join(photo(image) for _number in range(20))
    with django_assert_num_queries(1):
        assert page_html(body).count("<figure") == 20
