"""Addresses of sections, tags and people that were once public answer for ever."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions
from articles.actions.bulk_import import ImportedByline
from articles.models import Article
from newsroom.exceptions import InvalidState
from newsroom.website.models import Section, Tag
from staff import team
from staff.models import Person, User
from staff.permission_groups import importer
from tests import factories
from tests.articles.admin.forms_sent import form_of
from tests.users import client_of, member

PREFIXES = ("", "/kk")


def redirect_target(reader: Client, address: str) -> str:
    """Return where an address redirects; that page must be found."""
    response = reader.get(address)
    assert response.status_code == 301
    assert reader.get(response["Location"]).status_code == 200
    return str(response["Location"])


def withdraw(article: Article) -> None:
    actions.withdraw(article, by=member("editor"), reason="Ошибка")


def hide(section: Section) -> None:
    section.is_enabled = False
    actions.save_section(section, by=member("editor"))


class TestSections:
    @pytest.fixture
    def emptied(self) -> Section:
        """A disabled section whose only article was withdrawn."""
        article = factories.published(section=factories.section("gorod"))
        withdraw(article)
        section = Section.objects.get(slug="gorod")
        hide(section)
        return section

    @pytest.mark.parametrize("prefix", PREFIXES)
    def test_an_empty_hidden_section_redirects_to_the_front_page(
        self, reader: Client, emptied: Section, prefix: str
    ) -> None:
        assert redirect_target(reader, f"{prefix}/sections/gorod/") == f"{prefix}/"
        assert redirect_target(reader, f"{prefix}/sections/gorod/feed/") == f"{prefix}/feed/"
        assert redirect_target(reader, f"{prefix}/sections/gorod/before/17/") == f"{prefix}/"

    def test_a_subsection_redirects_to_its_parent(self, reader: Client, emptied: Section) -> None:
        emptied.parent = factories.section("region")
        actions.save_section(emptied, by=member("editor"))
        assert redirect_target(reader, "/kk/sections/gorod/") == "/kk/sections/region/"
        hide(emptied.parent)
        assert redirect_target(reader, "/sections/gorod/") == "/"

    def test_a_former_address_of_it_leads_there_too(self, reader: Client, emptied: Section) -> None:
        emptied.slug = "nash-gorod"
        actions.save_section(emptied, by=member("editor"))
        assert redirect_target(reader, "/sections/gorod/") == redirect_target(reader, "/sections/nash-gorod/") == "/"

    def test_a_section_that_was_once_enabled_redirects_too(self, reader: Client, editor: User) -> None:
        names = {"name_ru": "Мир", "name_kk": "Әлем", "slug": "mir", "order": 1}
        client_of(editor).post("/admin/website/section/add/", {**names, "is_enabled": "on"})
        assert reader.get("/sections/mir/").status_code == 200
        section = Section.objects.get()
        names["version"] = section.version
        client_of(editor).post(f"/admin/website/section/{section.pk}/change/", names)
        assert redirect_target(reader, "/sections/mir/") == "/"

    def test_a_section_that_never_was_enabled_is_not_found(self, reader: Client, editor: User) -> None:
        names = {"name_ru": "Выборы", "name_kk": "Сайлау", "slug": "vybory", "order": 1}
        client_of(editor).post("/admin/website/section/add/", names)
        assert Section.objects.exists()
        assert reader.get("/sections/vybory/").status_code == 404
        assert reader.get("/sections/vybory/feed/").status_code == 404

    def test_a_merged_section_redirects_like_the_other(self, reader: Client, emptied: Section) -> None:
        into = Section.objects.create(name_ru="Скрытая", name_kk="Жасырын", slug="skrytaya", is_enabled=False)
        actions.merge_sections(emptied, into, by=member("editor"))
        assert redirect_target(reader, "/sections/gorod/") == redirect_target(reader, "/sections/skrytaya/") == "/"

    def test_it_costs_no_more_than_a_page(self, reader: Client, emptied: Section) -> None:
        reader.get("/about/")
        with CaptureQueriesContext(connection) as asked:
            reader.get("/sections/gorod/")
        assert len(asked) == 2


class TestTags:
    @pytest.fixture
    def article(self) -> Article:
        return factories.published(tags=("паводок",))

    @pytest.mark.parametrize("prefix", PREFIXES)
    @pytest.mark.parametrize("tail", ["", "feed/", "before/17/"])
    def test_a_tag_without_live_articles_is_gone(
        self, reader: Client, article: Article, prefix: str, tail: str
    ) -> None:
        withdraw(article)
        with CaptureQueriesContext(connection) as asked:
            response = reader.get(f"{prefix}/tags/pavodok/{tail}")
        page = response.content.decode()
        assert (response.status_code, len(asked)) == (410, 5)
        assert '<meta name="robots" content="noindex">' in page
        assert f'href="{prefix}/search/"' in page
        assert "паводок" not in page

    def test_it_is_shown_again_with_a_new_article(self, reader: Client, article: Article) -> None:
        withdraw(article)
        factories.published(tags=("паводок",))
        assert reader.get("/tags/pavodok/").status_code == 200

    def test_a_tag_removed_from_a_live_article_is_gone(self, reader: Client, article: Article) -> None:
        with actions.editing(article, by=member("editor")) as copy:
            copy.tags.clear()
        assert reader.get("/tags/pavodok/").status_code == 410
        with pytest.raises(InvalidState, match="видели читатели"):
            actions.remove_tag(Tag.objects.get(), by=member("editor"))

    def test_a_tag_added_to_a_live_article_is_marked_as_public(self, reader: Client, article: Article) -> None:
        with actions.editing(article, by=member("editor")) as copy:
            copy.tags.add(factories.tag("ветер"))
        withdraw(article)
        assert reader.get("/tags/veter/").status_code == 410

    def test_a_tag_of_a_draft_is_not_found(self, reader: Client) -> None:
        factories.draft(tags=("тайна",))
        assert reader.get("/tags/tayna/").status_code == 404

    def test_imported_articles_mark_their_tags_as_public(self, reader: Client, journalist: User) -> None:
        at = timezone.now()
        article = actions.ImportedArticle(
            language="ru",
            headline="Вода",
            lead="",
            body="<p>Вода.</p>",
            section=factories.section("mir"),
            bylines=[ImportedByline(person=journalist.person)],
            published_at=at,
            tags=["вода"],
        )
        actions.import_published([article], by=importer())
        withdraw(Article.objects.get())
        assert reader.get("/tags/voda/").status_code == 410
        assert redirect_target(reader, journalist.person.get_absolute_url()) == "/team/"


class TestPeople:
    @pytest.fixture
    def shown(self, journalist: User) -> Person:
        """A person on the team page without articles."""
        person = journalist.person
        person.on_team = True
        team.save_person(person, by=None)
        return person

    @pytest.mark.parametrize("prefix", PREFIXES)
    def test_a_person_removed_from_the_team_page_redirects_there(
        self, reader: Client, shown: Person, prefix: str
    ) -> None:
        address = prefix + f"/team/{shown.slug}/"
        assert reader.get(address).status_code == 200
        shown.on_team = False
        team.save_person(shown, by=None)
        assert redirect_target(reader, address) == f"{prefix}/team/"
        assert redirect_target(reader, f"{address}feed/") == f"{prefix}/feed/"

    @pytest.mark.parametrize("prefix", PREFIXES)
    def test_a_person_who_leaves_keeps_the_page(self, reader: Client, shown: Person, head: User, prefix: str) -> None:
        client_of(head).post(f"/admin/staff/person/{shown.pk}/leave/", {"day": "2026-11-20"})
        for address in (f"/team/{shown.slug}/", f"/team/{shown.slug}/feed/"):
            assert reader.get(prefix + address).status_code == 200
        page = reader.get(f"{prefix}/team/").content.decode()
        assert f'href="{prefix}/team/{shown.slug}/"' in page.partition('id="former"')[2]

    def test_a_last_day_entered_by_mistake_can_be_removed(self, reader: Client, shown: Person, head: User) -> None:
        client_of(head).post(f"/admin/staff/person/{shown.pk}/leave/", {"day": "2026-11-20"})
        address = f"/admin/staff/person/{shown.pk}/change/"
        fields = form_of(client_of(head).get(address), "person_form")
        assert fields["left_on"] == "2026-11-20"
        assert client_of(head).post(address, {**fields, "left_on": ""}).status_code == 302
        assert redirect_target(reader, shown.get_absolute_url()) == "/team/"

    def test_a_person_who_returns_is_no_longer_former(self, reader: Client, shown: Person, head: User) -> None:
        client_of(head).post(f"/admin/staff/person/{shown.pk}/leave/", {"day": "2026-11-20"})
        address = f"/admin/staff/person/{shown.pk}/change/"
        fields = form_of(client_of(head).get(address), "person_form")
        assert client_of(head).post(address, {**fields, "on_team": "on"}).status_code == 302
        shown.refresh_from_db()
        assert (shown.on_team, shown.left_on) == (True, None)
        assert 'id="former"' not in reader.get("/team/").content.decode()

    def test_a_former_address_of_a_person_redirects_there_too(self, reader: Client, shown: Person) -> None:
        former = shown.get_absolute_url()
        shown.slug, shown.on_team = "inache", False
        team.save_person(shown, by=None)
        assert redirect_target(reader, former) == "/team/"

    def test_a_person_without_live_articles_redirects_to_the_team(self, reader: Client, journalist: User) -> None:
        address = journalist.person.get_absolute_url()
        article = factories.published(journalist, signed="author")
        assert reader.get(address).status_code == 200
        withdraw(article)
        assert redirect_target(reader, address) == "/team/"

    def test_a_person_who_was_never_shown_is_not_found(self, reader: Client, journalist: User) -> None:
        factories.draft(journalist, signed="author")
        assert reader.get(journalist.person.get_absolute_url()).status_code == 404

    def test_a_person_who_was_public_is_not_deleted(self, shown: Person, head: User) -> None:
        shown.on_team, shown.user = False, None
        team.save_person(shown, by=None)
        answer = client_of(head).post(f"/admin/staff/person/{shown.pk}/delete/", {"post": "yes"}, follow=True)
        assert "страница, которую видели читатели" in answer.content.decode()
        assert Person.objects.filter(pk=shown.pk).exists()
