"""The page of an article: live, at a former address, withdrawn."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from newsroom.website.models.article import PublishedArticle
from tests.newsroom.website.website_factories import NOON, image, person, publish_rows, section, tag, withdraw_rows


def text_of(reader: Client, article: PublishedArticle) -> str:
    response = reader.get(article.get_absolute_url())
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


class TestPage:
    def test_it_prints_all_parts_of_the_article(self, reader: Client) -> None:
        article = publish_rows(
            kicker="Репортаж",
            headline="Вода пришла",
            lead="В селе теперь есть вода.",
            body="<p>Кран <strong>открыт</strong>.</p>",
            section=section("regiony", name_ru="Регионы"),
            tags=[tag("voda", name="водоснабжение")],
            signed=[person("petr", name_ru="Пётр Щегольков"), "Гостья Һ.", ""],
            sources=[{"name": "Курьер", "url": "https://a.example/", "via_name": "НИИ", "via_url": ""}],
            own_reporting=True,
            age_mark="16+",
            reading_minutes=4,
            at=NOON,
            updated_at=NOON + timedelta(hours=3),
        )
        page = text_of(reader, article)
        for printed in (
            "Репортаж",
            ">Вода пришла</h1>",
            "В селе теперь есть вода.",
            "<p>Кран <strong>открыт</strong>.</p>",
            'href="/sections/regiony/">Регионы</a>',
            'href="/tags/voda/" rel="tag">водоснабжение</a>',
            'href="/team/petr/" rel="author">Пётр Щегольков</a>',
            ">Гостья Һ.</span>",
            ">Редакция</span>",
            'Сообщает <a href="https://a.example/" rel="noopener">Курьер</a> со ссылкой на НИИ',
            "Собственная информация",
            ">16+</span>",
            '<time datetime="2026-11-22T12:00:00+05:00">22 ноября 2026, 12:00</time> (Алматы, UTC+5)',
            "22 ноября 2026, 15:00",
            "4 минуты чтения",
        ):
            assert printed in page

    def test_it_prints_no_block_without_content(self, reader: Client) -> None:
        page = text_of(reader, publish_rows())
        for absent in ('class="tags"', 'class="sources"', 'class="signed"', "<figure", "Обновлено", "article__lead"):
            assert absent not in page

    def test_it_shows_the_picture_with_caption_and_credit(self, reader: Client) -> None:
        article = publish_rows(image=image(), alt="Башня у села", caption="Новая башня", credit="Фото: И. Һ.")
        page = text_of(reader, article)
        assert 'alt="Башня у села"' in page
        assert "Новая башня" in page
        assert "Фото: И. Һ." in page
        assert '<meta property="og:image" content="http' in page

    def test_it_shows_no_picture_that_is_not_public(self, reader: Client) -> None:
        page = text_of(reader, publish_rows(image=image(public_token=None)))
        assert "<img" not in page
        assert "og:image" not in page

    def test_it_escapes_every_plain_field(self, reader: Client) -> None:
        evil = '"><script>alert(1)</script>'
        article = publish_rows(
            headline=evil,
            kicker=evil,
            lead=evil,
            caption=evil,
            credit=evil,
            alt=evil,
            social_headline=evil,
            image=image(),
            signed=[evil],
            tags=[tag("zlo", name=evil)],
            sources=[{"name": evil, "url": f"https://a.example/{evil}", "via_name": evil, "via_url": ""}],
        )
        assert "<script>alert" not in text_of(reader, article)

    def test_it_links_sources_to_web_addresses_only(self, reader: Client) -> None:
        sources = [{"name": "Курьер", "url": "javascript:alert(1)", "via_name": "", "via_url": ""}]
        page = text_of(reader, publish_rows(sources=sources))
        assert "Сообщает Курьер" in page
        assert "javascript:" not in page

    def test_it_says_in_which_language_it_is(self, reader: Client) -> None:
        page = text_of(reader, publish_rows(language="kk", headline="Су келді", at=NOON))
        assert '<html lang="kk"' in page
        assert "2026 жылғы 22 қараша, 12:00" in page

    def test_it_offers_robots_and_messengers_one_address(self, reader: Client) -> None:
        article = publish_rows(
            7, slug="voda", headline="Вода", seo_headline="Вода в селе", social_headline="Дождались воды"
        )
        page = text_of(reader, article)
        assert '<link rel="canonical" href="http://127.0.0.1:8000/articles/7-voda/">' in page
        assert '<meta property="og:url" content="http://127.0.0.1:8000/articles/7-voda/">' in page
        assert "<title>Вода в селе — Девять дорог</title>" in page
        assert '<meta property="og:title" content="Дождались воды">' in page
        assert '<meta property="og:locale" content="ru_RU">' in page


class TestTranslation:
    def test_it_links_two_live_articles_both_ways(self, reader: Client) -> None:
        original = publish_rows(1, slug="voda")
        publish_rows(2, slug="su", language="kk", translation_of=original)
        for address in ("/articles/1-voda/", "/kk/articles/2-su/"):
            page = reader.get(address).content.decode()
            assert 'hreflang="ru" href="http://127.0.0.1:8000/articles/1-voda/"' in page
            assert 'hreflang="kk" href="http://127.0.0.1:8000/kk/articles/2-su/"' in page

    def test_it_ends_when_one_is_withdrawn(self, reader: Client) -> None:
        original = publish_rows(1, slug="voda")
        withdraw_rows(publish_rows(2, slug="su", language="kk", translation_of=original))
        page = reader.get("/articles/1-voda/").content.decode()
        assert 'rel="alternate" hreflang' not in page
        assert "/kk/articles/" not in page
        assert 'class="masthead__language" href="/kk/"' in page


class TestSwitch:
    """The language switch of an article without a live translation."""

    def switch(self, reader: Client, address: str) -> set[str]:
        page = reader.get(address).content.decode()
        assert 'rel="alternate" hreflang' not in page
        found = re.findall(r'<a (?:class="masthead__language" )?href="([^"]*)" hreflang="\w\w" lang', page)
        assert len(found) == 2
        return set(found)

    def test_it_leads_to_the_section_with_articles(self, reader: Client) -> None:
        publish_rows(1, slug="voda", section=section("gorod"))
        publish_rows(2, slug="su", section=section("gorod"), language="kk")
        assert self.switch(reader, "/articles/1-voda/") == {"/kk/sections/gorod/"}
        assert self.switch(reader, "/kk/articles/2-su/") == {"/sections/gorod/"}

    def test_also_where_only_a_section_below_has_them(self, reader: Client) -> None:
        publish_rows(1, slug="voda", section=section("gorod"))
        publish_rows(2, section=section("vodokanal", parent=section("gorod")), language="kk")
        assert self.switch(reader, "/articles/1-voda/") == {"/kk/sections/gorod/"}

    def test_it_leads_to_the_front_page_where_there_are_none(self, reader: Client) -> None:
        publish_rows(1, slug="voda", section=section("gorod"))
        publish_rows(2, section=section("mir"), language="kk")
        withdraw_rows(publish_rows(3, section=section("gorod"), language="kk"))
        assert self.switch(reader, "/articles/1-voda/") == {"/kk/"}

    def test_no_hidden_section_is_led_to(self, reader: Client) -> None:
        publish_rows(1, slug="voda", section=section("gorod", is_enabled=False))
        publish_rows(2, section=section("gorod"), language="kk")
        assert self.switch(reader, "/articles/1-voda/") == {"/kk/"}


class TestAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "/articles/7-staryy-slug/",
            "/articles/7-staryy-slug",
            "/articles/7-voda",
            "/articles/7-VODA/",
            "/kk/articles/7-voda/",
            "/kk/articles/7-drugoe",
            "/articles/7-%D0%B2%D0%BE%D0%B4%D0%B0/",
            "/articles/7-voda%00/",
            "/articles/7-voda/?utm_source=x",
        ],
    )
    def test_it_leads_to_the_canonical_one_in_one_hop(self, reader: Client, address: str) -> None:
        publish_rows(7, slug="voda")
        response = reader.get(address)
        if "?" in address:
            assert response.status_code == 200
        else:
            assert response.status_code == 301
            assert response["Location"] == "/articles/7-voda/"

    def test_it_follows_a_changed_slug(self, reader: Client) -> None:
        article = publish_rows(7, slug="voda")
        PublishedArticle.objects.filter(pk=article.pk).update(slug="voda-prishla")
        assert reader.get("/articles/7-voda/")["Location"] == "/articles/7-voda-prishla/"


class TestWithdrawn:
    SPELLINGS = ("/articles/7-tayna/", "/articles/7-x/", "/articles/7-x", "/kk/articles/7-tayna/")

    @pytest.fixture
    def article(self) -> PublishedArticle:
        return publish_rows(7, slug="tayna", headline="Тайный заголовок", tags=[tag()], signed=[person()])

    @pytest.mark.parametrize("address", SPELLINGS)
    def test_it_is_gone_at_every_spelling(self, reader: Client, article: PublishedArticle, address: str) -> None:
        withdraw_rows(article, "gone", "не для печати")
        response = reader.get(address)
        page = response.content.decode()
        assert response.status_code == 410
        assert "tayna" not in page
        assert "Тайный" not in page
        assert "не для печати" not in page

    @pytest.mark.parametrize("address", SPELLINGS)
    def test_it_explains_itself_with_410(self, reader: Client, article: PublishedArticle, address: str) -> None:
        withdraw_rows(article, "notice", "Сняли по просьбе <героини>.")
        response = reader.get(address)
        page = response.content.decode()
        assert response.status_code == 410
        assert "Сняли по просьбе &lt;героини&gt;." in page
        assert '<meta name="robots" content="noindex">' in page
        assert "tayna" not in page

    @pytest.mark.parametrize("address", SPELLINGS)
    def test_it_redirects_to_another_article_in_one_hop(
        self, reader: Client, article: PublishedArticle, address: str
    ) -> None:
        target = publish_rows(8, slug="zhanalyq", language="kk")
        withdraw_rows(article, "redirect", to=target)
        response = reader.get(address)
        assert response.status_code == 301
        assert response["Location"] == "/kk/articles/8-zhanalyq/"

    def test_it_is_gone_when_its_target_is(self, reader: Client, article: PublishedArticle) -> None:
        target = publish_rows(8)
        withdraw_rows(article, "redirect", to=target)
        withdraw_rows(target, "redirect", to=publish_rows(9))
        assert reader.get("/articles/7-tayna/").status_code == 410

    def test_two_that_point_at_each_other_make_no_loop(self, reader: Client, article: PublishedArticle) -> None:
        other = publish_rows(8)
        withdraw_rows(article, "redirect", to=other)
        withdraw_rows(other, "redirect", to=article)
        assert reader.get("/articles/7-x/").status_code == 410
        assert reader.get("/articles/8-x/").status_code == 410

    def test_it_leaves_every_list(self, reader: Client, article: PublishedArticle) -> None:
        withdraw_rows(article)
        publish_rows(9)
        for address in ("/", "/sections/gorod/", "/feed/"):
            assert "tayna" not in reader.get(address).content.decode()
        assert reader.get("/tags/voda/").status_code == 410
        assert reader.get("/team/ulpan/")["Location"] == "/team/"
