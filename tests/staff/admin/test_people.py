"""The admin of people, through HTTP."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from newsroom.exceptions import InvalidState
from newsroom.page_cache.models import SiteVersion
from newsroom.redirects import redirects
from staff import accounts, permission_groups, team
from staff.models import Person, Position, User
from tests import factories, users
from tests.articles.admin.forms_sent import form_of, stored_version
from tests.newsroom.images.files import stored_image

LIST = "/admin/staff/person/"

pytestmark = pytest.mark.django_db


def page_of(person: Person, name: str = "change") -> str:
    return f"{LIST}{person.pk}/{name}/"


def form(person: Person | None = None, *positions: dict[str, Any], kept: int = 0, **changed: Any) -> dict[str, Any]:
    """The fields of the form as the browser sends them, with rows of positions."""
    names = ("name_ru", "name_kk", "slug", "bio_ru", "bio_kk", "email", "phone", "telegram", "order")
    filled = {name: getattr(person, name) for name in names} if person else {"name_ru": "Инжу Һәкімқызы", "order": 100}
    if person and person.user_id:
        filled["user"] = person.user_id
    rows = {f"positions-{number}-{name}": value for number, row in enumerate(positions) for name, value in row.items()}
    counts = {"positions-TOTAL_FORMS": len(positions), "positions-INITIAL_FORMS": kept}
    version = {"version": stored_version(person)} if person else {}
    return {**filled, **version, **counts, **rows, **changed}


class TestAccess:
    @pytest.mark.parametrize("key", ["editor", "journalist", "corrector"])
    def test_most_roles_view_people_and_the_head_changes_them(self, key: str, journalist2: User) -> None:
        client = users.client_of(users.member(key))
        person = journalist2.person
        assert client.get(LIST).status_code == 200
        assert client.get(page_of(person)).status_code == 200
        assert client.post(page_of(person), form(person, name_ru="Чужое имя")).status_code == 403
        assert client.post(f"{LIST}add/", form()).status_code == 403
        assert client.post(page_of(person, "delete"), {"post": "yes"}).status_code == 403
        assert Person.objects.get(pk=person.pk).name_ru == "Гүлім Сәрсенқызы"

    def test_it_is_closed_to_a_moderator(self, moderator: User) -> None:
        assert users.client_of(moderator).get(LIST).status_code == 403

    def test_it_finds_cyrillic_names_in_any_case(self, editor: User, journalist2: User) -> None:
        answer = users.client_of(editor).get(LIST, {"q": "гүЛІМ"})
        assert [person.pk for person in answer.context["cl"].result_list] == [journalist2.person.pk]


class TestSaving:
    def test_it_adds_a_person_with_positions(self, head: User) -> None:
        rows = ({"title_ru": "Журналист", "order": 1}, {"title_ru": "Корректор", "title_kk": "Түзетуші", "order": 2})
        answer = users.client_of(head).post(f"{LIST}add/", form(None, *rows, on_team="on"))
        assert answer.status_code == 302
        person = Person.objects.get(slug="inzhu-hakimqyzy")
        assert [position.title for position in person.positions.all()] == ["Журналист", "Корректор"]
        assert person.on_team

    def test_it_changes_and_deletes_positions_and_bumps_the_site_version(self, head: User, journalist: User) -> None:
        person = journalist.person
        first = Position.objects.create(person=person, title_ru="Стажёр")
        second = Position.objects.create(person=person, title_ru="Модератор")
        before = SiteVersion.objects.get().number
        rows = (
            {"id": first.pk, "person": person.pk, "title_ru": "Журналист", "order": 1, "starts_on": "01.02.2026"},
            {"id": second.pk, "person": person.pk, "title_ru": "Модератор", "order": 1, "DELETE": "on"},
        )
        users.client_of(head).post(page_of(person), form(person, *rows, kept=2))
        assert [position.title for position in person.positions.all()] == ["Журналист"]
        assert SiteVersion.objects.get().number > before

    def test_positions_of_other_people_cannot_be_changed(self, head: User, journalist: User, journalist2: User) -> None:
        theirs = Position.objects.create(person=journalist2.person, title_ru="Стажёр")
        row = {"id": theirs.pk, "person": journalist.person.pk, "title_ru": "Чужая", "order": 1}
        users.client_of(head).post(page_of(journalist.person), form(journalist.person, row, kept=1))
        theirs.refresh_from_db()
        assert (theirs.title_ru, theirs.person) == ("Стажёр", journalist2.person)

    def test_it_keeps_the_former_slug(self, head: User, journalist: User) -> None:
        person = journalist.person
        users.client_of(head).post(page_of(person), form(person, slug="Новый Адрес"))
        assert Person.objects.get(pk=person.pk).slug == "novyy-adres"
        assert redirects.resolve("person", "petr-shchegolkov") == person.pk

    def test_it_refuses_a_slug_that_another_person_had(self, head: User, journalist: User, journalist2: User) -> None:
        person = journalist.person
        person.slug = "novyy"
        team.save_person(person, by=None)
        answer = users.client_of(head).post(
            page_of(journalist2.person), form(journalist2.person, slug="petr-shchegolkov")
        )
        assert set(answer.context["adminform"].form.errors) == {"slug"}

    def test_it_sets_a_portrait(self, head: User, journalist: User) -> None:
        image = stored_image()
        person = journalist.person
        client = users.client_of(head)
        client.post(page_of(person), form(person, portrait=image.pk))
        image.refresh_from_db()
        assert image.is_public
        assert f"/admin/images/image/{image.pk}/file/" in client.get(page_of(person)).content.decode()

    def test_it_normalises_pasted_text(self, head: User, journalist: User) -> None:
        person = journalist.person
        pasted = {
            "name_ru": " Пётр\u202e  Щегольков\u200b", "bio_ru": "Пер\x00вый.\r\n\r\n\r\n\r\nВторой.",
            "telegram": "https://t.me/petr_shch",
        }  # fmt: skip
        users.client_of(head).post(page_of(person), form(person, **pasted))
        person.refresh_from_db()
        assert person.name_ru == "Пётр Щегольков"
        assert person.bio_ru == "Первый.\n\nВторой."
        assert person.telegram == "petr_shch"

    @pytest.mark.parametrize(
        "bad",
        [
            {"name_ru": ""},
            {"name_ru": "я" * 121},
            {"name_ru": "\u200b"},
            {"bio_ru": "я" * 3001},
            {"email": "не адрес"},
            {"phone": "позвоните мне"},
            {"phone": '7"><script>'},
            {"telegram": "не имя"},
            {"order": "-1"},
            {"order": "99999999"},
            {"portrait": "999999"},
            {"user": "999999"},
        ],
    )
    def test_it_refuses_bad_input_at_the_field(self, head: User, journalist: User, bad: dict[str, str]) -> None:
        person = journalist.person
        answer = users.client_of(head).post(page_of(person), form(person, **bad))
        assert answer.status_code == 200
        assert set(answer.context["adminform"].form.errors) == set(bad)

    def test_the_robot_cannot_be_chosen(self, head: User, journalist: User) -> None:
        robot = permission_groups.scheduler()
        answer = users.client_of(head).post(page_of(journalist.person), form(journalist.person, user=robot.pk))
        assert set(answer.context["adminform"].form.errors) == {"user"}

    def test_it_escapes_names(self, head: User) -> None:
        person = Person(name_ru="<script>alert(1)</script>")
        team.save_person(person, by=None)
        client = users.client_of(head)
        for address in (LIST, page_of(person), page_of(person, "delete")):
            assert "<script>alert" not in client.get(address).content.decode()


class TestDeleting:
    def test_it_deletes_a_person_entered_by_mistake(self, head: User) -> None:
        person = Person(name_ru="Ошибка")
        team.save_person(person, by=None)
        assert users.client_of(head).post(page_of(person, "delete"), {"post": "yes"}).status_code == 302
        assert not Person.objects.filter(pk=person.pk).exists()

    def test_it_keeps_a_person_in_use_and_says_why(self, head: User, journalist: User) -> None:
        answer = users.client_of(head).post(page_of(journalist.person, "delete"), {"post": "yes"}, follow=True)
        assert "Удалить нельзя" in answer.content.decode()
        assert Person.objects.filter(pk=journalist.person.pk).exists()

    def test_it_has_no_bulk_deletion(self, head: User) -> None:
        person = Person(name_ru="Ошибка")
        team.save_person(person, by=None)
        chosen = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
        users.client_of(head).post(LIST, chosen)
        assert Person.objects.filter(pk=person.pk).exists()


def test_it_links_to_public_pages_only(head: User, journalist: User, client: Client) -> None:
    person = journalist.person
    link = f"/admin/r/{ContentType.objects.get_for_model(Person).pk}/{person.pk}/"
    admin_page = users.client_of(head)
    assert link not in admin_page.get(page_of(person)).content.decode()
    factories.published(by=journalist, signed="author")
    assert link in admin_page.get(page_of(person)).content.decode()
    assert client.get(admin_page.get(link)["Location"]).status_code == 200


def test_it_is_reached_after_leaving_the_team(head: User, client: Client) -> None:
    person = Person(name_ru="Видный Человек", on_team=True)
    team.save_person(person, by=None)
    assert client.get("/team/vidnyy-chelovek/").status_code == 200
    users.client_of(head).post(page_of(person), form(person, slug="vidnyy", on_team="on"))
    moved = client.get("/team/vidnyy-chelovek/")
    assert (moved.status_code, moved["Location"].removesuffix("/").rsplit("/", 1)[-1]) == (301, "vidnyy")


class TestLeaving:
    def test_positions_end_the_account_closes_and_the_page_stays(self, head: User, journalist: User) -> None:
        person = journalist.person
        Position.objects.create(person=person, title_ru="Журналист", starts_on="2019-03-01")
        past = Position.objects.create(person=person, title_ru="Стажёр", starts_on="2018-01-01", ends_on="2019-02-28")
        team.save_person(person, by=None)
        Person.objects.filter(pk=person.pk).update(on_team=True)
        client = users.client_of(head)
        assert page_of(person, "leave") in client.get(page_of(person)).content.decode()
        assert client.get(page_of(person, "leave")).status_code == 200
        before = SiteVersion.objects.get().number
        assert client.post(page_of(person, "leave"), {"day": "2026-11-20"}).status_code == 302
        person.refresh_from_db()
        journalist.refresh_from_db()
        past.refresh_from_db()
        assert (person.on_team, journalist.is_active) == (False, False)
        assert {str(ends_on) for ends_on in person.positions.values_list("ends_on", flat=True)} == {
            "2026-11-20",
            "2019-02-28",
        }
        assert SiteVersion.objects.get().number > before

    def test_the_team_page_lists_former_members(self, head: User, journalist: User) -> None:
        published = factories.published(journalist, signed="author")
        person = journalist.person
        Position.objects.create(person=person, title_ru="Журналист", title_kk="Тілші", starts_on="2019-03-01")
        users.client_of(head).post(page_of(person, "leave"), {"day": "2024-11-20"})
        reader = Client()
        page = reader.get("/team/").content.decode()
        assert page.index("Раньше работали") < page.index(f'href="{person.get_absolute_url()}"')
        assert "Журналист, 2019–2024" in page
        assert "Тілші, 2019–2024" in reader.get("/kk/team/").content.decode()
        own = reader.get(person.get_absolute_url()).content.decode()
        assert published.headline in own
        assert "Журналист, 2019–2024" in own

    def test_the_only_head_stays(self, head: User) -> None:
        client = users.client_of(head)
        answer = client.post(page_of(head.person, "leave"), {"day": "2026-11-20"}, follow=True)
        head.refresh_from_db()
        assert head.is_active
        assert str(accounts.LAST_HEAD) in answer.content.decode()

    def test_a_day_before_the_first_is_refused(self, head: User, journalist: User) -> None:
        Position.objects.create(person=journalist.person, title_ru="Журналист", starts_on="2025-01-01")
        answer = users.client_of(head).post(page_of(journalist.person, "leave"), {"day": "2024-01-01"}, follow=True)
        assert "началась позже" in answer.content.decode()
        journalist.refresh_from_db()
        assert journalist.is_active

    @pytest.mark.parametrize("day", ["", "вчера", "2026-02-30"])
    def test_an_invalid_day_is_refused(self, head: User, journalist: User, day: str) -> None:
        assert users.client_of(head).post(page_of(journalist.person, "leave"), {"day": day}).status_code == 422

    def test_a_future_day_is_refused(self, head: User, journalist: User) -> None:
        client, person = users.client_of(head), journalist.person
        tomorrow = str(timezone.localdate() + timedelta(days=1))
        answer = client.post(page_of(person, "leave"), {"day": tomorrow})
        assert answer.status_code == 422
        assert "ещё не наступил" in answer.content.decode()
        fields = form_of(client.get(page_of(person)), "person_form")
        answer = client.post(page_of(person), {**fields, "left_on": tomorrow})
        assert "ещё не наступил" in answer.content.decode()
        assert f'value="{tomorrow}"' in answer.content.decode()
        journalist.refresh_from_db()
        assert journalist.is_active
        with pytest.raises(InvalidState):
            team.mark_as_left(person, day=timezone.localdate() + timedelta(days=1), by=head)

    def test_on_the_last_day_the_positions_are_former(self, head: User, journalist: User) -> None:
        person = journalist.person
        Position.objects.create(person=person, title_ru="Журналист", starts_on="2019-03-01")
        users.client_of(head).post(page_of(person, "leave"), {"day": str(timezone.localdate())})
        assert "Журналист, 2019–" in Client().get("/team/").content.decode()
        assert "Журналист, 2019–" in Client().get(person.get_absolute_url()).content.decode()

    def test_it_is_for_the_head_only(self, editor: User, journalist: User) -> None:
        client = users.client_of(editor)
        assert client.get(page_of(journalist.person, "leave")).status_code == 403
        assert client.post(page_of(journalist.person, "leave"), {"day": "2026-11-20"}).status_code == 403
