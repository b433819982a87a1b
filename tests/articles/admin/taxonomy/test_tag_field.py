"""The text input of tags in the form of an article, and its completion."""

from collections.abc import Iterable

import pytest

from articles.actions.taxonomy import tags
from articles.models import Article
from newsroom.redirects import redirects
from newsroom.website.models import Tag
from newsroom.website.models.tag import tag_key
from staff.models import User
from tests import factories
from tests.articles.admin.forms_sent import FormClient
from tests.users import client_of

pytestmark = pytest.mark.django_db

COMPLETE = "/admin/website/tag/complete/"


def tag_names(article: Article) -> set[str]:
    return {tag.name for tag in article.tags.all()}


class TestTagsOfAnArticle:
    def test_names_in_either_language_and_any_case_find_the_tag(self, journalist: User) -> None:
        water = Tag.objects.create(name="Водоснабжение", name_kk="Сумен жабдықтау")
        article = factories.draft()
        FormClient(journalist, article).send(tags="ВОДОСНАБЖЕНИЕ,  сумен   ЖАБДЫҚТАУ , Мост / Көпір, мост / көпір")
        assert tag_names(article) == {"Водоснабжение", "Мост"}
        assert Tag.objects.count() == 2
        assert article.tags.get(pk=water.pk)

    def test_new_names_become_tags_only_when_the_article_is_saved(self, journalist: User) -> None:
        article = factories.draft()
        FormClient(journalist, article).send(tags="Мост / —", headline="")
        assert not Tag.objects.exists()
        FormClient(journalist, article).send(tags="Мост / —")
        assert Tag.objects.get().slug == "most"

    def test_names_are_removed(self, journalist: User) -> None:
        article = factories.draft(tags=("мост", "река"))
        FormClient(journalist, article).send(tags="река")
        assert tag_names(article) == {"река"}
        FormClient(journalist, article).send(tags="")
        assert tag_names(article) == set()

    def test_invisible_characters_make_no_other_tag(self, journalist: User) -> None:
        article = factories.draft(tags=("мост",))
        FormClient(journalist, article).send(tags="мо\u200bст, \u202e, ,,, \x00")
        assert tag_names(article) == {"мост"}
        assert Tag.objects.count() == 1

    @pytest.mark.parametrize("typed", [", ".join(f"тег {n}" for n in range(13)), "ы" * 61])
    def test_it_refuses_too_many_and_too_long_names_and_keeps_them(self, journalist: User, typed: str) -> None:
        response = FormClient(journalist, factories.draft()).send(tags=typed)
        assert response.status_code == 200
        assert "tags" in response.context["adminform"].form.errors
        assert typed in response.content.decode()
        assert not Tag.objects.exists()

    def test_two_tags_with_equal_slugs_get_two_addresses(self, journalist: User) -> None:
        article = factories.draft()
        FormClient(journalist, article).send(tags="— / Ұлы, Улы / —")
        assert {tag.slug for tag in Tag.objects.all()} == {"uly", "uly-2"}

    def test_a_tag_created_meanwhile_is_used(self, journalist: User, monkeypatch: pytest.MonkeyPatch) -> None:
        article = factories.draft()
        create = tags._create_tags

        def too_late(names: Iterable[tags.TypedTag]) -> None:
            Tag.objects.create(name="мост")
            create(names)

        monkeypatch.setattr(tags, "_create_tags", too_late)
        FormClient(journalist, article).send(tags="Мост / —, Река / Өзен")
        assert tag_names(article) == {"мост", "Река"}

    def test_a_new_tag_is_asked_for_both_names_and_nothing_is_lost(self, journalist: User) -> None:
        article = factories.draft(tags=("мост",))
        response = FormClient(journalist, article).send(tags="мост, каток", headline="Лёд готов")
        page = response.content.decode()
        assert "Новый тег «каток»: назовите его на двух языках" in page
        assert 'value="мост, каток"' in page
        assert "Лёд готов" in page
        assert tag_names(article) == {"мост"}
        assert Tag.objects.count() == 1

    @pytest.mark.parametrize(
        ("typed", "names"),
        [
            ("каток / мұз айдыны", ("каток", "мұз айдыны")),
            ("каток / —", ("каток", "")),
            ("— / мұз айдыны", ("мұз айдыны", "")),
        ],
    )
    def test_a_new_tag_has_both_names_or_says_that_one_is_missing(
        self, journalist: User, typed: str, names: tuple[str, str]
    ) -> None:
        article = factories.draft()
        assert FormClient(journalist, article).send(tags=typed).status_code == 302
        tag = article.tags.get()
        assert (tag.name, tag.name_kk) == names
        assert FormClient(journalist, article).send(tags=typed, lead="Другой").status_code == 302
        assert Tag.objects.count() == 1

    @pytest.mark.parametrize("typed", ["— / —", " / ", "а / б, в / б", "ы" * 61 + " / б", "каток / —, каток"])
    def test_names_that_make_no_tag_are_refused(self, journalist: User, typed: str) -> None:
        response = FormClient(journalist, factories.draft()).send(tags=typed)
        assert "tags" in response.context["adminform"].form.errors
        assert not Tag.objects.exists()

    def test_a_second_name_that_a_tag_has_already_means_that_tag(self, journalist: User) -> None:
        ice = Tag.objects.create(name="лёд", name_kk="мұз")
        article = factories.draft()
        FormClient(journalist, article).send(tags="каток / Мұз")
        assert list(article.tags.all()) == [ice]

    def test_a_stored_name_with_a_slash_stays_one_tag(self, journalist: User) -> None:
        article = factories.draft(tags=("вода / свет",))
        assert FormClient(journalist, article).send(lead="Другой").status_code == 302
        assert FormClient(journalist, article).send(tags="вода / свет, мост / —").status_code == 302
        assert tag_names(article) == {"вода / свет", "мост"}

    def test_autosave_saves_everything_but_a_tag_without_its_second_name(self, journalist: User) -> None:
        article = factories.draft()
        form = FormClient(journalist, article)
        fields = {**form.fields, "tags": "каток", "lead": "Лёд готов"}
        answer = form.client.post(f"/admin/articles/article/{article.pk}/autosave/", fields).json()
        assert answer["left_out"] == ["Теги"]
        article.refresh_from_db()
        assert article.lead == "Лёд готов"
        assert not Tag.objects.exists()

    def test_a_corrector_has_no_tags_field(self, corrector: User) -> None:
        assert not corrector.has_perm("website.add_tag")
        article = factories.draft()
        assert "tags" not in FormClient(corrector, article).fields


class TestCompletion:
    @pytest.fixture(autouse=True)
    def tags(self, db: None) -> None:
        Tag.objects.create(name="Тарифы")
        Tag.objects.create(name="Отопительный сезон", name_kk="Жылу маусымы")
        Tag.objects.create(name="Протарифы")

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("тариф", ["Тарифы", "Протарифы"]),
            ("ТАРИФ", ["Тарифы", "Протарифы"]),
            ("ЖЫЛУ", ["Отопительный сезон"]),
            ("%", []),
            ("", []),
            ("ы" * 1000, []),
        ],
    )
    def test_it_offers_in_any_case_and_both_languages(self, journalist: User, typed: str, expected: list[str]) -> None:
        response = client_of(journalist).get(COMPLETE, {"q": typed})
        assert [offer["name"] for offer in response.json()["results"]] == expected

    def test_it_survives_a_null_character(self, journalist: User) -> None:
        assert client_of(journalist).get(COMPLETE, {"q": "\x00"}).status_code in (200, 400)

    def test_it_refuses_a_moderator(self, moderator: User) -> None:
        assert client_of(moderator).get(COMPLETE, {"q": "т"}).status_code == 403

    def test_it_offers_ten_at_most(self, journalist: User) -> None:
        for number in range(30):
            Tag.objects.create(name=f"тариф {number}")
        assert len(client_of(journalist).get(COMPLETE, {"q": "тариф"}).json()["results"]) == 10


def test_keys_of_equal_names_are_equal() -> None:
    assert tag_key("  Ёлка\u0301  НОВАЯ ") == tag_key("ёлка\u0301 новая")


def test_a_new_tag_gets_no_former_address_of_another(journalist: User) -> None:
    tag = Tag.objects.create(name="загрязнение", key=tag_key("загрязнение"), slug="zagryaznenie")
    redirects.add_redirect("tag", "smog", tag.pk)
    FormClient(journalist, factories.draft()).send(tags="смог / —")
    assert Tag.objects.get(name="смог").slug == "smog-2"
    assert redirects.resolve("tag", "smog") == tag.pk


def test_the_library_has_no_screens_of_its_own(head: User) -> None:
    assert client_of(head).get("/admin/taggit/tag/merge-tags/").status_code == 404
