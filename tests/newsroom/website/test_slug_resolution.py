"""The addresses of sections, tags and people, and their former addresses."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.redirects import redirects
from newsroom.redirects.models import Redirect
from tests.newsroom.website import website_factories
from tests.newsroom.website.website_factories import person, publish_rows, section, tag

KINDS = {
    "section": ("/sections/{}/", Redirect.Kind.SECTION),
    "tag": ("/tags/{}/", Redirect.Kind.TAG),
    "person": ("/team/{}/", Redirect.Kind.PERSON),
}


def make(kind: str, slug: str, language: str = "ru", with_article: bool = True, always_shown: bool = False) -> int:
    """Create a section, tag or person, with a live article or without; return its id."""
    if kind == "section":
        obj = section(slug, is_enabled=always_shown)
        if with_article:
            publish_rows(section=obj, language=language)
    elif kind == "tag":
        obj = tag(slug)
        if with_article:
            publish_rows(tags=[obj], language=language)
    else:
        obj = person(slug, on_team=always_shown)
        if with_article:
            publish_rows(signed=[obj], language=language)
    return int(obj.pk)


@pytest.mark.parametrize("kind", KINDS)
class TestResolvedSlug:
    def test_it_is_shown_with_a_live_article(self, reader: Client, kind: str) -> None:
        make(kind, "suv")
        assert reader.get(KINDS[kind][0].format("suv")).status_code == 200

    def test_it_is_not_shown_without_articles(self, reader: Client, kind: str) -> None:
        make(kind, "suv", with_article=False)
        for prefix in ("", "/kk"):
            assert reader.get(prefix + KINDS[kind][0].format("suv")).status_code == 404

    def test_it_redirects_to_the_language_with_articles(self, reader: Client, kind: str) -> None:
        make(kind, "suv", language="kk")
        address = KINDS[kind][0].format("suv")
        response = reader.get(address)
        assert response.status_code == 301
        assert response["Location"] == f"/kk{address}"

    def test_a_former_address_leads_on_in_one_hop(self, reader: Client, kind: str) -> None:
        address, redirect_kind = KINDS[kind]
        redirects.add_redirect(redirect_kind, "byvshiy", make(kind, "suv"))
        response = reader.get(address.format("byvshiy"))
        assert response.status_code == 301
        assert response["Location"] == address.format("suv")

    @pytest.mark.parametrize("prefix", ["", "/kk"])
    @pytest.mark.parametrize("tail", ["", "/feed", "/before/17"])
    @pytest.mark.parametrize("slug", ["byvshiy", "suv"])
    def test_an_address_without_its_slash_leads_on_in_one_hop(
        self, reader: Client, kind: str, prefix: str, tail: str, slug: str
    ) -> None:
        address, redirect_kind = KINDS[kind]
        redirects.add_redirect(redirect_kind, "byvshiy", make(kind, "suv", language=prefix.removeprefix("/") or "ru"))
        response = reader.get(prefix + address.format(slug).removesuffix("/") + tail)
        assert response.status_code == 301
        assert response["Location"] == prefix + address.format("suv").removesuffix("/") + tail + "/"

    def test_a_former_address_leads_to_the_language_that_answers(self, reader: Client, kind: str) -> None:
        address, redirect_kind = KINDS[kind]
        redirects.add_redirect(redirect_kind, "byvshiy", make(kind, "suv", language="kk"))
        assert reader.get(address.format("byvshiy"))["Location"] == "/kk" + address.format("suv")

    def test_a_former_address_keeps_the_position_in_the_list(self, reader: Client, kind: str) -> None:
        address, redirect_kind = KINDS[kind]
        redirects.add_redirect(redirect_kind, "byvshiy", make(kind, "suv"))
        response = reader.get(address.format("byvshiy") + "before/17/")
        assert response["Location"] == address.format("suv") + "before/17/"

    def test_a_former_address_of_what_does_not_answer_is_not_found(self, reader: Client, kind: str) -> None:
        address, redirect_kind = KINDS[kind]
        redirects.add_redirect(redirect_kind, "byvshiy", make(kind, "suv", with_article=False))
        assert reader.get(address.format("byvshiy")).status_code == 404

    def test_a_slug_of_its_own_beats_a_former_one(self, reader: Client, kind: str) -> None:
        address, redirect_kind = KINDS[kind]
        make(kind, "suv")
        redirects.add_redirect(redirect_kind, "suv", make(kind, "drugoe"))
        assert reader.get(address.format("suv")).status_code == 200

    def test_a_redirect_of_another_kind_is_not_ours(self, reader: Client, kind: str) -> None:
        address, redirect_kind = KINDS[kind]
        foreign = next(known for _, known in KINDS.values() if known != redirect_kind)
        redirects.add_redirect(foreign, "byvshiy", make(kind, "suv"))
        assert reader.get(address.format("byvshiy")).status_code == 404

    def test_an_unknown_slug_costs_two_queries(self, reader: Client, kind: str) -> None:
        reader.get("/about/")
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(KINDS[kind][0].format("net-takogo")).status_code == 404
        assert len(queries) == 2


@pytest.mark.parametrize("kind", ["section", "person"])
class TestWithoutArticles:
    """An enabled section and a person on the team page are shown in both languages."""

    def test_it_answers_in_both_languages(self, reader: Client, kind: str) -> None:
        make(kind, "suv", with_article=False, always_shown=True)
        for prefix in ("", "/kk"):
            assert reader.get(prefix + KINDS[kind][0].format("suv")).status_code == 200

    def test_an_empty_section_is_not_indexed(self, reader: Client, kind: str) -> None:
        make(kind, "suv", always_shown=True)
        russian, kazakh = (reader.get(prefix + KINDS[kind][0].format("suv")).content.decode() for prefix in ("", "/kk"))
        is_person = kind == "person"
        assert 'name="robots" content="max-image-preview:large"' in russian
        assert ('name="robots" content="noindex"' in kazakh) != is_person
        for page in (russian, kazakh):
            assert ('rel="alternate" hreflang="kk"' in page) == is_person

    def test_it_links_to_the_other_language_only_if_that_has_articles(self, reader: Client, kind: str) -> None:
        make(kind, "suv", always_shown=True)
        assert "На другом языке" not in reader.get(KINDS[kind][0].format("suv")).content.decode()
        assert 'class="listing__language"' in reader.get("/kk" + KINDS[kind][0].format("suv")).content.decode()


def test_a_section_in_the_menu_is_enabled_and_has_articles(reader: Client) -> None:
    make("section", "vklyuchena", always_shown=True)
    make("section", "pusta", with_article=False, always_shown=True)
    make("section", "vyklyuchena", always_shown=False)
    page = reader.get("/").content.decode()
    assert 'class="sections__link" href="/sections/vklyuchena/"' in page
    for absent in ("pusta", "vyklyuchena"):
        assert f'class="sections__link" href="/sections/{absent}/"' not in page


class TestSubsections:
    def test_a_section_shows_the_articles_of_its_subsections(self, reader: Client) -> None:
        below = section("vodokanal", name_ru="Водоканал", parent=section("gorod"))
        publish_rows(headline="Своё", section=section("gorod"))
        publish_rows(headline="Ниже", section=below)
        page = reader.get("/sections/gorod/").content.decode()
        assert "Своё" in page
        assert "Ниже" in page
        assert 'href="/sections/vodokanal/"' in page
        only = reader.get("/sections/vodokanal/").content.decode()
        assert "Своё" not in only
        assert 'href="/sections/gorod/"' in only

    def test_the_menu_has_the_first_level(self, reader: Client) -> None:
        publish_rows(section=section("vodokanal", name_ru="Водоканал", parent=section("gorod", name_ru="Город")))
        page = reader.get("/about/").content.decode()
        assert "Город" in page
        assert "Водоканал" not in page

    def test_a_disabled_subsection_shows_noobj_in_its_parent(self, reader: Client) -> None:
        publish_rows(headline="Своё", section=section("gorod"))
        publish_rows(headline="Ниже", section=section("vodokanal", parent=section("gorod"), is_enabled=False))
        page = reader.get("/sections/gorod/").content.decode()
        assert "Ниже" not in page
        assert "/sections/vodokanal/" not in page

    def test_a_hidden_one_below_is_no_reason_to_go_there(self, reader: Client) -> None:
        publish_rows(headline="Своё", section=section("gorod"))
        publish_rows(language="kk", section=section("vodokanal", parent=section("gorod"), is_enabled=False))
        assert 'class="listing__language"' not in reader.get("/sections/gorod/").content.decode()

    @pytest.mark.parametrize("is_enabled", [True, False])
    def test_a_disabled_section_is_not_shown_for_its_subsections(self, reader: Client, is_enabled: bool) -> None:
        above = section("gorod", is_enabled=False)
        publish_rows(section=section("vodokanal", parent=above, is_enabled=is_enabled))
        assert reader.get("/sections/gorod/").status_code == 404
        website_factories.changes_the_site(redirects.mark_public)((Redirect.Kind.SECTION, above.pk))
        assert reader.get("/sections/gorod/")["Location"] == "/"
        assert reader.get("/sections/vodokanal/").status_code == 200
