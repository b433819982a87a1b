"""The screens of sections, tags, the outlet and its texts."""

from typing import Any

import pytest
from django.http.response import HttpResponse
from django.test import Client

from articles import actions
from articles.models import Text
from newsroom.page_cache.models import SiteVersion
from newsroom.redirects import redirects
from newsroom.website.checks import imprint_is_filled
from newsroom.website.models import Outlet, PublishedText, Section, Tag
from staff import team
from staff.models import Person, User
from tests import factories
from tests.articles.admin.forms_sent import form_of
from tests.newsroom.images.files import stored_image
from tests.users import client_of

pytestmark = pytest.mark.django_db


def post(user: User, path: str, **data: Any) -> HttpResponse:
    """Send a form; that of a stored object with its version, as the page has it."""
    client, address = client_of(user), f"/admin/{path}"
    if path.endswith("/change/"):
        model = path.split("/")[1]
        data["version"] = form_of(client.get(address), f"{model}_form").get("version", "")
    return client.post(address, data)


def site_version() -> int:
    return SiteVersion.objects.get().number


class TestSections:
    FIELDS = {"name_ru": "Город", "name_kk": "Қала", "slug": "", "order": 1, "is_enabled": "on"}

    def test_the_address_comes_from_the_name_and_the_site_version_is_bumped(self, editor: User) -> None:
        before = site_version()
        assert post(editor, "website/section/add/", **self.FIELDS).status_code == 302
        assert Section.objects.get().slug == "gorod"
        assert site_version() == before + 1

    def test_a_former_address_still_redirects(self, editor: User) -> None:
        post(editor, "website/section/add/", **self.FIELDS)
        section = Section.objects.get()
        post(editor, f"website/section/{section.pk}/change/", **{**self.FIELDS, "slug": "Наш город"})
        section.refresh_from_db()
        assert section.slug == "nash-gorod"
        assert redirects.resolve("section", "gorod") == section.pk
        other = {**self.FIELDS, "name_ru": "Другая", "name_kk": "Басқа", "slug": "gorod"}
        response = post(editor, "website/section/add/", **other)
        assert response.status_code == 200
        assert "раньше было другое" in response.content.decode()

    def test_a_taken_name_or_address_is_an_error_of_its_field(self, editor: User) -> None:
        added = client_of(editor).post("/admin/website/section/add/", self.FIELDS, follow=True).content.decode()
        assert "Добавлено: рубрика" in added
        page = post(editor, "website/section/add/", **{**self.FIELDS, "slug": "gorod"}).content.decode()
        assert page.count("Так называется другая рубрика.") == 2
        assert page.count("Этот адрес — другой рубрики.") == 1
        actions.save_tag(Tag(name="мост", slug="most"), by=editor)
        page = post(editor, "website/tag/add/", name="мосты", slug="most").content.decode()
        assert "Этот адрес — другого тега." in page

    def test_a_section_in_use_is_merged_and_not_deleted(self, editor: User) -> None:
        used, shown, former = factories.draft().section_id, factories.section("mir").pk, factories.section("sport").pk
        post(
            editor,
            f"website/section/{shown}/change/",
            name_ru="Мир",
            name_kk="Әлем",
            slug="mir",
            order=1,
            is_enabled="on",
        )
        post(editor, f"website/section/{former}/change/", name_ru="Спорт", name_kk="Спорт", slug="sport-2", order=1)
        for key in (used, shown, former):
            for answer in (self.delete(editor, key), client_of(editor).get(f"/admin/website/section/{key}/change/")):
                assert "Объедините её с другой" in answer.content.decode()
            assert Section.objects.filter(pk=key).exists()

    def delete(self, user: User, key: int) -> Any:
        return client_of(user).post(f"/admin/website/section/{key}/delete/", {"post": "yes"}, follow=True)

    def test_a_section_never_public_is_deleted(self, editor: User) -> None:
        hidden = Section.objects.create(name_ru="Выборы", name_kk="Сайлау", slug="vybory", is_enabled=False)
        page = client_of(editor).get(f"/admin/website/section/{hidden.pk}/change/").content.decode()
        assert "Объедините её с другой" not in page
        self.delete(editor, hidden.pk)
        assert not Section.objects.exists()

    def test_bulk_deletion_keeps_sections_in_use(self, editor: User) -> None:
        article = factories.draft()
        data = {"action": "delete_selected", "_selected_action": [article.section_id], "post": "yes"}
        post(editor, "website/section/", **data)
        assert Section.objects.filter(pk=article.section_id).exists()

    @pytest.mark.parametrize("login", ["journalist", "corrector", "moderator"])
    def test_it_refuses_other_roles(self, login: str, request: pytest.FixtureRequest) -> None:
        assert post(request.getfixturevalue(login), "website/section/add/", **self.FIELDS).status_code == 403
        assert not Section.objects.exists()


class TestTags:
    def test_a_tag_is_renamed_and_translated(self, editor: User) -> None:
        tag = Tag.objects.create(name="Смог")
        post(editor, f"website/tag/{tag.pk}/change/", name="Смог и дым", name_kk="Түтін", slug="smog-i-dym")
        tag.refresh_from_db()
        assert (tag.name, tag.name_kk, tag.slug) == ("Смог и дым", "Түтін", "smog-i-dym")
        assert Tag.objects.named("ТҮТІН") == tag
        assert redirects.resolve("tag", "smog") == tag.pk

    @pytest.mark.parametrize("typed", [{"name": "СМОГ"}, {"name": "Дым", "name_kk": "смог"}, {"name": "Дым, смог"}])
    def test_it_refuses_the_name_of_another_tag(self, editor: User, typed: dict[str, str]) -> None:
        Tag.objects.create(name="Смог")
        response = post(editor, "website/tag/add/", **{"name_kk": "", "slug": "", **typed})
        assert response.status_code == 200
        assert "errorlist" in response.content.decode()
        assert Tag.objects.count() == 1

    def test_a_tag_in_use_is_not_deleted(self, editor: User) -> None:
        article = factories.draft(tags=("мост",))
        tag = article.tags.get()
        answer = client_of(editor).post(f"/admin/website/tag/{tag.pk}/delete/", {"post": "yes"}, follow=True)
        assert "Объедините его с другим" in answer.content.decode()
        unused = Tag.objects.create(name="Пустой")
        assert post(editor, f"website/tag/{unused.pk}/delete/", post="yes").status_code == 302
        assert set(Tag.objects.all()) == {tag}

    def test_a_journalist_creates_tags_in_articles_only(self, journalist: User) -> None:
        assert post(journalist, "website/tag/add/", name="Смог", name_kk="", slug="").status_code == 403

    def test_the_list_counts_and_finds(self, editor: User) -> None:
        factories.draft(tags=("Мост",))
        page = client_of(editor).get("/admin/website/tag/?q=МОСТ").content.decode()
        assert "Мост" in page


class TestOutlet:
    FIELDS = {"name_ru": "Тест", "name_kk": "Сынақ", "age_mark": "12+"}

    def test_its_list_redirects_to_its_form(self, head: User) -> None:
        assert client_of(head).get("/admin/website/outlet/")["Location"].endswith("/outlet/add/")
        assert post(head, "website/outlet/add/", **self.FIELDS).status_code == 302
        assert Outlet.objects.get().pk == 1
        assert client_of(head).get("/admin/website/outlet/")["Location"].endswith("/outlet/1/change/")
        before = site_version()
        post(head, "website/outlet/1/change/", **{**self.FIELDS, "motto_ru": "Ветер и степь"})
        assert Outlet.objects.get().motto_ru == "Ветер и степь"
        assert site_version() == before + 1

    def test_it_refuses_a_second_outlet_and_deletion(self, head: User) -> None:
        post(head, "website/outlet/add/", **self.FIELDS)
        assert post(head, "website/outlet/add/", **self.FIELDS).status_code == 403
        assert post(head, "website/outlet/1/delete/", post="yes").status_code == 403

    def test_readers_see_the_imprint_in_both_languages(self, head: User) -> None:
        imprint = {
            "owner_ru": "ТОО «Пример»",
            "owner_kk": "«Пример» ЖШС",
            "editor_ru": "Асель Т.",
            "editor_kk": "Әсел Т.",
            "certificate": "№ 00009-Ж",
            "certified_on": "2024-09-09",
            "address_ru": "улица Перекрёстная, 9",
            "address_kk": "Торап көшесі, 9",
            "email": "a@example.kz",
            "phone": "+7 700 000 00 09",
        }
        post(head, "website/outlet/add/", **self.FIELDS, **imprint)
        reader = Client()
        for address, words in (
            ("/about/", ("ТОО «Пример»", "Асель Т.", "№ 00009-Ж", "9 сентября 2024", "улица Перекрёстная, 9", "12+")),
            ("/kk/about/", ("«Пример» ЖШС", "Әсел Т.", "№ 00009-Ж", "2024 жылғы 9 қыркүйек", "Торап көшесі, 9")),
            ("/", ("ТОО «Пример»", "Асель Т.", "№ 00009-Ж")),
        ):
            page = reader.get(address).content.decode()
            assert all(word in page for word in words), address

    def test_the_head_is_warned_of_missing_imprint_fields(self, head: User, editor: User) -> None:
        post(head, "website/outlet/add/", **self.FIELDS)
        assert "номер свидетельства" in client_of(head).get("/admin/").content.decode()
        assert "номер свидетельства" not in client_of(editor).get("/admin/").content.decode()
        [warning] = imprint_is_filled(databases=["default"])
        assert "номер свидетельства" in warning.msg
        Outlet.objects.update(
            **dict.fromkeys(("owner_ru", "owner_kk", "editor_ru", "editor_kk", "address_ru", "address_kk"), "x"),
            certificate="№ 1",
            certified_on="2024-09-09",
            email="a@example.kz",
            phone="+77000000009",
        )
        assert imprint_is_filled(databases=["default"]) == []
        assert "Выходные данные не заполнены" not in client_of(head).get("/admin/").content.decode()

    @pytest.mark.parametrize("typed", ["t.me/x", "http://t.me/x", "javascript:alert(1)", "https://t.me/x\nслово"])
    def test_it_refuses_a_link_that_is_no_https_address(self, head: User, typed: str) -> None:
        response = post(head, "website/outlet/add/", **self.FIELDS, links=typed)
        assert response.status_code == 200
        assert "Это не адрес страницы" in response.content.decode()
        assert typed.splitlines()[0] in response.content.decode()
        assert not Outlet.objects.exists()

    def test_the_site_links_to_its_pages_elsewhere(self, head: User) -> None:
        post(
            head,
            "website/outlet/add/",
            **self.FIELDS,
            links="https://t.me/x\nhttps://www.instagram.com/y\nhttps://t.me/x",
        )
        page = Client().get("/").content.decode()
        assert '<a href="https://t.me/x" rel="me noopener">Telegram</a>' in page
        assert '<a href="https://www.instagram.com/y" rel="me noopener">Instagram</a>' in page
        assert page.count('href="https://t.me/x"') == 1

    def test_its_images_are_public_while_it_uses_them(self, head: User) -> None:
        logo, cover, other = stored_image(), stored_image(), stored_image()
        post(head, "website/outlet/add/", **self.FIELDS, logo=logo.pk, cover=cover.pk)
        post(head, "website/outlet/1/change/", **self.FIELDS, logo=other.pk, cover=cover.pk)
        for image in (logo, cover, other):
            image.refresh_from_db()
        assert [image.is_public for image in (logo, cover, other)] == [False, True, True]
        person = Person(name_ru="Имя", portrait=cover)
        team.save_person(person, by=None)
        post(head, "website/outlet/1/change/", **self.FIELDS, logo=other.pk, cover="")
        person.portrait = None
        team.save_person(person, by=None)
        cover.refresh_from_db()
        assert not cover.is_public

    def test_it_refuses_an_editor(self, editor: User) -> None:
        assert client_of(editor).get("/admin/website/outlet/").status_code == 403
        assert post(editor, "website/outlet/add/", **self.FIELDS).status_code == 403


class TestTexts:
    FIELDS = {"kind": "mission", "language": "ru", "title": "Зачем", "body": "<p>Чтобы <script>x</script>было</p>"}

    def test_saving_is_not_publishing(self, head: User) -> None:
        assert post(head, "articles/text/add/", **self.FIELDS).status_code == 302
        assert Text.objects.get().body == "<p>Чтобы было</p>"
        assert not PublishedText.objects.exists()

    def test_it_refuses_a_second_text_of_a_kind_and_language(self, head: User) -> None:
        post(head, "articles/text/add/", **self.FIELDS)
        page = post(head, "articles/text/add/", **self.FIELDS).content.decode()
        assert "Такой текст на этом языке уже есть: откройте его." in page

    def test_publishing_creates_a_version_only_of_a_changed_text(self, head: User) -> None:
        post(head, "articles/text/add/", **self.FIELDS)
        text = Text.objects.get()
        change = {"title": "Зачем", "body": "<p>Иначе</p>", "_publish": "1"}
        post(head, f"articles/text/{text.pk}/change/", **change)
        post(head, f"articles/text/{text.pk}/change/", **change)
        assert [(one.version, one.body) for one in PublishedText.objects.all()] == [(1, "<p>Иначе</p>")]

    def test_a_former_version_is_shown_in_the_form_and_stored_only_when_saved(self, head: User) -> None:
        post(head, "articles/text/add/", **{**self.FIELDS, "body": "<p>Первые слова</p>"}, _publish="1")
        text = Text.objects.get()
        post(head, f"articles/text/{text.pk}/change/", title="Зачем", body="<p>Вторые</p>", _publish="1")
        client = client_of(head)
        page = client.get(f"/admin/articles/text/{text.pk}/change/").content.decode()
        assert 'href="?version=1"' in page
        assert "Первые слова" not in page
        former = client.get(f"/admin/articles/text/{text.pk}/change/?version=1").content.decode()
        assert "Первые слова" in former
        text.refresh_from_db()
        assert text.body == "<p>Вторые</p>"
        post(head, f"articles/text/{text.pk}/change/", title="Зачем", body="<p>Первые слова</p>", _publish="1")
        assert [one.version for one in PublishedText.objects.order_by("version")] == [1, 2, 3]

    @pytest.mark.parametrize("asked", ["", "0", "99", "-1", "x", "²", "9" * 30])
    def test_an_unknown_version_is_ignored(self, head: User, asked: str) -> None:
        post(head, "articles/text/add/", **self.FIELDS, _publish="1")
        address = f"/admin/articles/text/{Text.objects.get().pk}/change/"
        page = client_of(head).get(address, {"version": asked}).content.decode()
        assert "Чтобы было" in page
        assert "В форме слова версии" not in page

    def test_there_is_one_of_a_kind_and_language(self, head: User) -> None:
        post(head, "articles/text/add/", **self.FIELDS)
        response = post(head, "articles/text/add/", **self.FIELDS)
        assert response.status_code == 200
        assert Text.objects.count() == 1

    def test_it_refuses_an_editor(self, editor: User) -> None:
        assert client_of(editor).get("/admin/articles/text/").status_code == 403
        assert post(editor, "articles/text/add/", **self.FIELDS, _publish="1").status_code == 403
