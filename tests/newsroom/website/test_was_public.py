"""Every address that was ever public goes on answering, in one hop: of sections, tags and people of the team."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions
from articles.models import Article
from newsroom.exceptions import InvalidState
from newsroom.website.models import Section, Tag
from staff import team
from staff.models import Person, User
from tests import factories
from tests.articles.admin.forms_sent import form_of
from tests.users import client_of, member

PREFIXES = ("", "/kk")


def leads(reader: Client, address: str) -> str:
    """Where an address leads, which must answer itself."""
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
        """A section whose only article was withdrawn, switched off."""
        article = factories.published(section=factories.section("gorod"))
        withdraw(article)
        section = Section.objects.get(slug="gorod")
        hide(section)
        return section

    @pytest.mark.parametrize("prefix", PREFIXES)
    def test_one_that_is_empty_and_hidden_leads_to_the_front_page(
        self, reader: Client, emptied: Section, prefix: str
    ) -> None:
        assert leads(reader, f"{prefix}/sections/gorod/") == f"{prefix}/"
        assert leads(reader, f"{prefix}/sections/gorod/feed/") == f"{prefix}/feed/"
        assert leads(reader, f"{prefix}/sections/gorod/before/17/") == f"{prefix}/"

    def test_one_below_another_leads_there(self, reader: Client, emptied: Section) -> None:
        emptied.parent = factories.section("region")
        actions.save_section(emptied, by=member("editor"))
        assert leads(reader, "/kk/sections/gorod/") == "/kk/sections/region/"
        hide(emptied.parent)
        assert leads(reader, "/sections/gorod/") == "/"

    def test_a_former_address_of_it_leads_there_too(self, reader: Client, emptied: Section) -> None:
        emptied.slug = "nash-gorod"
        actions.save_section(emptied, by=member("editor"))
        assert leads(reader, "/sections/gorod/") == leads(reader, "/sections/nash-gorod/") == "/"

    def test_one_that_was_only_switched_on_leads_there_too(self, reader: Client, editor: User) -> None:
        names = {"name_ru": "Мир", "name_kk": "Әлем", "slug": "mir", "order": 1}
        client_of(editor).post("/admin/website/section/add/", {**names, "is_enabled": "on"})
        assert reader.get("/sections/mir/").status_code == 200
        client_of(editor).post(f"/admin/website/section/{Section.objects.get().pk}/change/", names)
        assert leads(reader, "/sections/mir/") == "/"

    def test_one_that_never_was_switched_on_is_not_found(self, reader: Client, editor: User) -> None:
        names = {"name_ru": "Выборы", "name_kk": "Сайлау", "slug": "vybory", "order": 1}
        client_of(editor).post("/admin/website/section/add/", names)
        assert Section.objects.exists()
        assert reader.get("/sections/vybory/").status_code == 404
        assert reader.get("/sections/vybory/feed/").status_code == 404

    def test_one_that_was_merged_leads_where_the_other_does(self, reader: Client, emptied: Section) -> None:
        into = Section.objects.create(name_ru="Скрытая", name_kk="Жасырын", slug="skrytaya", is_enabled=False)
        actions.merge_sections(emptied, into, by=member("editor"))
        assert leads(reader, "/sections/gorod/") == leads(reader, "/sections/skrytaya/") == "/"

    def test_it_costs_no_more_than_a_page(self, reader: Client, emptied: Section) -> None:
        with CaptureQueriesContext(connection) as asked:
            reader.get("/sections/gorod/")
        assert len(asked) == 2


class TestTags:
    @pytest.fixture
    def carried(self) -> Article:
        return factories.published(tags=("паводок",))

    @pytest.mark.parametrize("prefix", PREFIXES)
    @pytest.mark.parametrize("tail", ["", "feed/", "before/17/"])
    def test_one_that_no_live_piece_carries_any_more_is_gone(
        self, reader: Client, carried: Article, prefix: str, tail: str
    ) -> None:
        withdraw(carried)
        with CaptureQueriesContext(connection) as asked:
            response = reader.get(f"{prefix}/tags/pavodok/{tail}")
        page = response.content.decode()
        assert (response.status_code, len(asked)) == (410, 5)
        assert '<meta name="robots" content="noindex">' in page
        assert f'href="{prefix}/search/"' in page
        assert "паводок" not in page

    def test_it_answers_again_once_a_piece_carries_it(self, reader: Client, carried: Article) -> None:
        withdraw(carried)
        factories.published(tags=("паводок",))
        assert reader.get("/tags/pavodok/").status_code == 200

    def test_one_that_was_taken_off_a_live_piece_is_gone(self, reader: Client, carried: Article) -> None:
        with actions.editing(carried, by=member("editor")) as copy:
            copy.tags.clear()
        assert reader.get("/tags/pavodok/").status_code == 410
        with pytest.raises(InvalidState, match="видели читатели"):
            actions.remove_tag(Tag.objects.get(), by=member("editor"))

    def test_one_put_on_a_live_piece_is_marked_as_well(self, reader: Client, carried: Article) -> None:
        with actions.editing(carried, by=member("editor")) as copy:
            copy.tags.add(factories.tag("ветер"))
        withdraw(carried)
        assert reader.get("/tags/veter/").status_code == 410

    def test_one_of_a_draft_is_not_found(self, reader: Client) -> None:
        factories.draft(tags=("тайна",))
        assert reader.get("/tags/tayna/").status_code == 404

    def test_what_an_import_put_out_is_marked_as_well(self, reader: Client, journalist: User) -> None:
        at = timezone.now()
        article = actions.ImportedArticle(
            "ru", "Вода", "", "<p>Вода.</p>", factories.section("mir"), [factories.tag("вода")], journalist.person, at
        )
        actions.import_published([article], writer=journalist, reader=member("corrector"), by=member("editor"))
        withdraw(Article.objects.get())
        assert reader.get("/tags/voda/").status_code == 410
        assert leads(reader, journalist.person.get_absolute_url()) == "/team/"


class TestPeople:
    @pytest.fixture
    def shown(self, journalist: User) -> Person:
        """Somebody on the team page who has signed nothing."""
        person = journalist.person
        person.on_team = True
        team.save_person(person, by=None)
        return person

    @pytest.mark.parametrize("prefix", PREFIXES)
    def test_who_is_taken_off_the_team_page_leads_there(self, reader: Client, shown: Person, prefix: str) -> None:
        address = prefix + f"/team/{shown.slug}/"
        assert reader.get(address).status_code == 200
        shown.on_team = False
        team.save_person(shown, by=None)
        assert leads(reader, address) == f"{prefix}/team/"
        assert leads(reader, f"{address}feed/") == f"{prefix}/feed/"

    @pytest.mark.parametrize("prefix", PREFIXES)
    def test_who_leaves_keeps_his_page(self, reader: Client, shown: Person, head: User, prefix: str) -> None:
        client_of(head).post(f"/admin/staff/person/{shown.pk}/leave/", {"day": "2026-11-20"})
        for address in (f"/team/{shown.slug}/", f"/team/{shown.slug}/feed/"):
            assert reader.get(prefix + address).status_code == 200
        page = reader.get(f"{prefix}/team/").content.decode()
        assert f'href="{prefix}/team/{shown.slug}/"' in page.partition('id="former"')[2]

    def test_who_is_said_to_have_left_by_mistake_leads_to_the_team(
        self, reader: Client, shown: Person, head: User
    ) -> None:
        client_of(head).post(f"/admin/staff/person/{shown.pk}/leave/", {"day": "2026-11-20"})
        address = f"/admin/staff/person/{shown.pk}/change/"
        fields = form_of(client_of(head).get(address), "person_form")
        assert fields["left_on"] == "2026-11-20"
        assert client_of(head).post(address, {**fields, "left_on": ""}).status_code == 302
        assert leads(reader, shown.get_absolute_url()) == "/team/"

    def test_who_comes_back_is_not_former_any_more(self, reader: Client, shown: Person, head: User) -> None:
        client_of(head).post(f"/admin/staff/person/{shown.pk}/leave/", {"day": "2026-11-20"})
        address = f"/admin/staff/person/{shown.pk}/change/"
        fields = form_of(client_of(head).get(address), "person_form")
        assert client_of(head).post(address, {**fields, "on_team": "on"}).status_code == 302
        shown.refresh_from_db()
        assert (shown.on_team, shown.left_on) == (True, None)
        assert 'id="former"' not in reader.get("/team/").content.decode()

    def test_a_former_address_of_his_leads_there_too(self, reader: Client, shown: Person) -> None:
        former = shown.get_absolute_url()
        shown.slug, shown.on_team = "inache", False
        team.save_person(shown, by=None)
        assert leads(reader, former) == "/team/"

    def test_whose_only_piece_was_withdrawn_leads_there(self, reader: Client, journalist: User) -> None:
        address = journalist.person.get_absolute_url()
        article = factories.published(journalist, signed="author")
        assert reader.get(address).status_code == 200
        withdraw(article)
        assert leads(reader, address) == "/team/"

    def test_who_was_never_shown_is_not_found(self, reader: Client, journalist: User) -> None:
        factories.draft(journalist, signed="author")
        assert reader.get(journalist.person.get_absolute_url()).status_code == 404

    def test_he_is_not_deleted(self, shown: Person, head: User) -> None:
        shown.on_team, shown.user = False, None
        team.save_person(shown, by=None)
        answer = client_of(head).post(f"/admin/staff/person/{shown.pk}/delete/", {"post": "yes"}, follow=True)
        assert "страница, которую видели читатели" in answer.content.decode()
        assert Person.objects.filter(pk=shown.pk).exists()
