"""Merging sections and tags: nothing is lost, and every former address redirects once."""

import pytest
from django.test import Client
from django.utils.translation import override

from articles import actions
from articles.actions.search_index import renew
from articles.models import Article
from newsroom.exceptions import ActionRefused
from newsroom.website.models import PublishedArticle, PublishedTag, Section, Tag
from staff.models import User
from tests import factories
from tests.users import client_of, member

pytestmark = pytest.mark.django_db


def section(slug: str, **fields: object) -> Section:
    made = Section(slug=slug, name_ru=f"Рубрика {slug}", name_kk=f"Айдар {slug}", **fields)
    actions.save_section(made, by=member("editor"))
    return made


def merge(user: User, obj: Section | Tag, into: object) -> int:
    kind = obj._meta.model_name
    return client_of(user).post(f"/admin/website/{kind}/{obj.pk}/merge/", {"into": into}).status_code


class TestSections:
    def test_it_moves_all_articles_to_the_other_section(self, editor: User) -> None:
        old, new = section("gorod"), section("regiony")
        live, draft = factories.published(section=old), factories.draft(section=old)
        assert merge(editor, old, new.pk) == 302
        assert not Section.objects.filter(slug="gorod").exists()
        assert set(Article.objects.filter(section=new)) == {live, draft}
        assert PublishedArticle.objects.get(pk=live.pk).section == new
        step = draft.transitions.first()
        assert step is not None
        assert (step.name, step.user) == ("place", editor)
        with override("ru"):
            assert step.reason_text == "Рубрика «Рубрика gorod» объединена с «Рубрика regiony»."
        with override("kk"):
            assert "«Айдар gorod»" in step.reason_text
            assert "«Айдар regiony»" in step.reason_text

    def test_every_former_address_leads_there_in_one_hop(self, editor: User) -> None:
        old, new = section("gorod"), section("regiony")
        factories.published(section=old)
        old.slug = "nash-gorod"
        actions.save_section(old, by=editor)
        merge(editor, old, new.pk)
        reader = Client()
        for slug in ("gorod", "nash-gorod"):
            response = reader.get(f"/sections/{slug}/")
            assert (response.status_code, response["Location"]) == (301, "/sections/regiony/")
            assert reader.get(f"/kk/sections/{slug}/")["Location"] == "/kk/sections/regiony/"
        assert reader.get("/sections/regiony/").status_code == 200

    def test_it_is_found_in_the_other_section(self, editor: User) -> None:
        old, new = section("gorod"), section("regiony")
        factories.published(section=old, headline="Водокачка построена")
        merge(editor, old, new.pk)
        page = Client().get("/search/", {"q": "водокачка", "section": "regiony"}).content.decode()
        assert "построена" in page

    def test_it_moves_subsections_too(self, editor: User) -> None:
        old, new = section("gorod"), section("regiony")
        below = section("vodokanal", parent=old)
        merge(editor, old, new.pk)
        below.refresh_from_db()
        assert below.parent == new

    def test_it_refuses_a_third_level(self, editor: User) -> None:
        old, new = section("gorod"), section("regiony")
        below, above = section("vodokanal", parent=old), section("rayon", parent=new)
        assert merge(editor, old, below.pk) == 409
        assert merge(editor, old, above.pk) == 409
        assert Section.objects.count() == 4

    @pytest.mark.parametrize("into", ["", "x", "999999999999999999999", "-1"])
    def test_it_refuses_an_unknown_target(self, editor: User, into: str) -> None:
        assert merge(editor, section("gorod"), into) == 422
        assert Section.objects.filter(slug="gorod").exists()

    @pytest.mark.parametrize("login", ["journalist", "corrector", "moderator"])
    def test_it_refuses_other_roles(self, login: str, request: pytest.FixtureRequest) -> None:
        old, new = section("gorod"), section("regiony")
        user = request.getfixturevalue(login)
        assert merge(user, old, new.pk) == 403
        assert client_of(user).get(f"/admin/website/section/{old.pk}/merge/").status_code == 403

    def test_the_screen_of_a_section_links_to_it(self, editor: User) -> None:
        old = section("gorod")
        page = client_of(editor).get(f"/admin/website/section/{old.pk}/change/").content.decode()
        assert 'href="../merge/"' in page
        assert client_of(editor).get(f"/admin/website/section/{old.pk}/merge/").status_code == 200
        assert client_of(editor).get("/admin/website/section/99999/merge/").status_code == 404


class TestTwoLevels:
    FIELDS = {"name_ru": "Водоканал", "name_kk": "Су арнасы", "slug": "", "order": 1, "is_enabled": "on"}

    def test_a_section_gets_a_parent(self, editor: User) -> None:
        above = section("gorod")
        client_of(editor).post("/admin/website/section/add/", {**self.FIELDS, "parent": above.pk})
        assert Section.objects.get(slug="vodokanal").parent == above

    def test_a_third_level_is_refused(self, editor: User) -> None:
        below = section("rayon", parent=section("gorod"))
        response = client_of(editor).post("/admin/website/section/add/", {**self.FIELDS, "parent": below.pk})
        assert response.status_code == 200
        assert not Section.objects.filter(slug="vodokanal").exists()
        with pytest.raises(ActionRefused):
            section("vodokanal", parent=below)

    def test_a_section_with_subsections_gets_no_parent(self, editor: User) -> None:
        above = section("gorod")
        section("rayon", parent=above)
        sent = {
            **self.FIELDS,
            "name_ru": above.name_ru,
            "name_kk": above.name_kk,
            "slug": "gorod",
            "version": above.version,
        }
        other = section("mir")
        response = client_of(editor).post(f"/admin/website/section/{above.pk}/change/", {**sent, "parent": other.pk})
        assert "сначала уберите их" in response.content.decode()
        above.refresh_from_db()
        assert above.parent is None

    def test_the_list_shows_subsections_below_their_parent(self, editor: User) -> None:
        first, second = section("gorod", order=2), section("mir", order=1)
        below = section("vodokanal", parent=second, order=9)
        page = client_of(editor).get("/admin/website/section/")
        assert list(page.context["cl"].result_list) == [second, below, first]
        assert "— Рубрика vodokanal" in page.content.decode()

    def test_an_article_form_shows_it_under_its_parents_name(self, editor: User) -> None:
        section("rayon", parent=section("gorod"))
        page = client_of(editor).get("/admin/articles/article/add/").content.decode()
        assert "Рубрика gorod — Рубрика rayon" in page


class TestTags:
    def test_articles_get_the_other_tag_once(self, editor: User) -> None:
        one, both = factories.published(tags=("смог",)), factories.published(tags=("смог", "дым"))
        draft = factories.draft(tags=("смог",))
        old, new = Tag.objects.get(name="смог"), Tag.objects.get(name="дым")
        assert merge(editor, old, "ДЫМ") == 302
        assert [list(article.tags.all()) for article in (one, both, draft)] == [[new]] * 3
        assert Article.objects.get(pk=draft.pk).version == draft.version + 1, "an open form becomes stale"
        rows = PublishedTag.objects.filter(tag=new).order_by("article")
        assert list(rows.values_list("article", flat=True)) == [one.pk, both.pk]
        response = Client().get(f"/tags/{old.slug}/")
        assert (response.status_code, response["Location"]) == (301, f"/tags/{new.slug}/")

    def test_the_search_knows_the_new_name(self, editor: User) -> None:
        factories.published(tags=("смог",), headline="Утро")
        old, new = Tag.objects.get(name="смог"), factories.tag("задымление")
        merge(editor, old, new.name)
        renew()
        assert "Утро" in Client().get("/search/?q=задымление").content.decode()
        assert "Утро" not in Client().get("/search/?q=смог").content.decode()

    def test_a_kazakh_name_is_kept(self, editor: User) -> None:
        old, new = Tag.objects.create(name="смог", name_kk="түтін"), Tag.objects.create(name="дым")
        merge(editor, old, "дым")
        new.refresh_from_db()
        assert new.name_kk == "түтін"

    @pytest.mark.parametrize("into", ["", "нет такого", "смог", "дым, вода"])
    def test_it_refuses_an_unknown_target(self, editor: User, into: str) -> None:
        old = Tag.objects.create(name="смог")
        Tag.objects.create(name="дым")
        assert merge(editor, old, into) == 422
        assert Tag.objects.filter(pk=old.pk).exists()

    def test_it_refuses_to_merge_a_tag_into_itself(self, editor: User) -> None:
        tag = Tag.objects.create(name="смог")
        page = client_of(editor).post(f"/admin/website/tag/{tag.pk}/merge/", {"into": "СМОГ"}).content.decode()
        assert "с самим собой не объединяют" in page
        assert "Такого тега нет" not in page

    def test_a_corrector_may_not(self, corrector: User) -> None:
        old, new = Tag.objects.create(name="смог"), Tag.objects.create(name="дым")
        assert merge(corrector, old, new.name) == 403
        assert Tag.objects.count() == 2

    def test_a_renamed_tag_is_found_by_its_new_name(self, editor: User) -> None:
        factories.published(tags=("смог",), headline="Утро")
        tag = Tag.objects.get(name="смог")
        client_of(editor).post(
            f"/admin/website/tag/{tag.pk}/change/",
            {"version": tag.version, "name": "задымление", "name_kk": "", "slug": ""},
        )
        renew()
        assert "Утро" in Client().get("/search/?q=задымление").content.decode()
