"""Two users with the same form open: the second overwrites nothing unseen and loses nothing typed."""

from http import HTTPStatus

import pytest
from django.db.models import Model
from django.utils import timezone

from articles.models import Text
from newsroom.website.models import Outlet, PublishedText, Section, Tag
from staff import accounts, team
from staff.models import Person, Position, User
from tests import factories
from tests.articles.admin.forms_sent import ObjectForm
from tests.newsroom.images.files import stored_image
from tests.users import make, member

pytestmark = pytest.mark.django_db

CHANGED = "это же изменил кто-то другой"


def both(obj: Model) -> tuple[ObjectForm, ObjectForm]:
    """Return the forms of two heads who have opened the object at the same time."""
    other = make("second-head", "Вторая", "head", with_person=False)
    return ObjectForm(member("head"), obj), ObjectForm(other, obj)


def outlet() -> Outlet:
    return Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")


def text() -> Text:
    return Text.objects.create(kind="mission", language="ru", title="Зачем", body="<p>Чтобы было</p>")


def person() -> Person:
    somebody = Person(name_ru="Имя", name_kk="Есім", bio_ru="Пишет.\n\nЧитает.")
    team.save_person(somebody, by=None)
    return somebody


SCREENS = {
    "section": (factories.section, "name_ru", "name_kk"),
    "tag": (lambda: Tag.objects.create(name="Смог"), "name", "name_kk"),
    "outlet": (outlet, "motto_ru", "description_kk"),
    "text": (text, "title", "body"),
    "person": (person, "name_ru", "bio_ru"),
    "image": (stored_image, "caption", "alt"),
    "user": (lambda: make("somebody", "Некто", with_person=False), "name", "email"),
}
TYPED = {"email": ("a@example.kz", "b@example.kz"), "body": ("<p>Первые слова</p>", "<p>Вторые слова</p>")}


@pytest.fixture(params=SCREENS)
def opened(request: pytest.FixtureRequest) -> tuple[ObjectForm, ObjectForm, str, str]:
    """Return two open forms of one object, and the names of two of its fields."""
    create, one, other = SCREENS[request.param]
    return (*both(create()), one, other)


def words(field: str) -> tuple[str, str]:
    return TYPED.get(field, ("Первое", "Второе"))


class TestStaleForm:
    def test_it_refuses_to_overwrite_and_shows_both_texts(
        self, opened: tuple[ObjectForm, ObjectForm, str, str]
    ) -> None:
        first, second = opened[:2]
        for field in opened[2:]:
            theirs, mine = words(field)
            first.reload()
            second.reload()
            assert first.send(**{field: theirs}).status_code == HTTPStatus.FOUND
            response = second.send(**{field: mine})
            page = response.content.decode()
            assert response.status_code == HTTPStatus.CONFLICT
            assert CHANGED in page
            for words_shown in (theirs, mine):
                assert words_shown.removeprefix("<p>").removesuffix("</p>") in page.partition('id="conflict"')[2]
            assert getattr(second.obj, field) == theirs
            second.take(response)
            assert second.fields[field] == mine

    def test_saving_again_without_the_box_is_refused_again(
        self, opened: tuple[ObjectForm, ObjectForm, str, str]
    ) -> None:
        first, second, field, _other = opened
        theirs, mine = words(field)
        first.send(**{field: theirs})
        second.take(second.send(**{field: mine}))
        assert second.send().status_code == HTTPStatus.CONFLICT
        assert getattr(second.obj, field) == theirs

    def test_a_deliberate_second_save_goes_through(self, opened: tuple[ObjectForm, ObjectForm, str, str]) -> None:
        first, second, field, _other = opened
        theirs, mine = words(field)
        first.send(**{field: theirs})
        assert second.overwrite(second.send(**{field: mine})).status_code == HTTPStatus.FOUND
        assert getattr(second.obj, field) == mine

    def test_a_third_save_in_between_is_not_overwritten(self, opened: tuple[ObjectForm, ObjectForm, str, str]) -> None:
        first, second, field, _other = opened
        theirs, mine = words(field)
        first.send(**{field: theirs})
        conflict = second.send(**{field: mine})
        third = {"email": "c@example.kz"}.get(field, "Третье")
        first.reload()
        first.send(**{field: third})
        assert second.overwrite(conflict).status_code == HTTPStatus.CONFLICT
        assert getattr(second.obj, field) == third

    def test_it_shows_what_the_colleague_changed_in_another_field(
        self, opened: tuple[ObjectForm, ObjectForm, str, str]
    ) -> None:
        first, second, field, other = opened
        theirs, mine = words(field)[0], words(other)[1]
        first.send(**{field: theirs})
        response = second.send(**{other: mine})
        assert response.status_code == HTTPStatus.CONFLICT
        assert theirs.removeprefix("<p>").removesuffix("</p>") in response.content.decode()
        assert getattr(second.obj, field) == theirs
        assert getattr(second.obj, other) != mine

    def test_the_same_words_are_no_conflict(self, opened: tuple[ObjectForm, ObjectForm, str, str]) -> None:
        first, second, field, _other = opened
        first.send(**{field: words(field)[0]})
        assert second.send(**{field: words(field)[0]}).status_code == HTTPStatus.FOUND

    def test_another_mistake_keeps_the_form_stale(self, opened: tuple[ObjectForm, ObjectForm, str, str]) -> None:
        first, second, field, other = opened
        if "email" in (field, other):
            pytest.skip("the mistake of this test is in the name")
        first.send(**{other: words(other)[0]})
        response = second.send(**{field: "x" * 5000 if field != "title" else "x" * 500})
        assert response.status_code == HTTPStatus.OK
        second.take(response)
        assert second.send(**{field: words(field)[1]}).status_code == HTTPStatus.CONFLICT
        assert getattr(second.obj, other) == words(other)[0]

    def test_what_was_typed_for_a_deleted_object_is_shown_to_copy(self) -> None:
        tag = Tag.objects.create(name="Смог")
        _first, second = both(tag)
        Tag.objects.all().delete()
        response = second.client.post(second.address, {**second.fields, "name": "Дым над городом"})
        assert response.status_code == HTTPStatus.NOT_FOUND
        assert "Дым над городом</textarea>" in response.content.decode()
        assert not Tag.objects.exists()


class TestConflictPage:
    def test_it_names_a_choice_and_a_box(self) -> None:
        one, other, below = (factories.section(slug) for slug in ("one", "two", "below"))
        first, second = both(below)
        del first.fields["is_enabled"]
        first.send(parent=one.pk)
        response = second.send(parent=other.pk)
        page = response.content.decode()
        assert response.status_code == HTTPStatus.CONFLICT
        assert "Рубрика one</textarea>" in page
        assert "Рубрика two</textarea>" in page
        assert "нет</textarea>" in page
        assert Section.objects.get(pk=below.pk).parent == one

    def test_it_says_that_a_field_is_empty(self) -> None:
        tag = Tag.objects.create(name="Смог", name_kk="Түтін")
        first, second = both(tag)
        first.send(name_kk="")
        response = second.send(name_kk="Түтін мен шаң")
        assert response.status_code == HTTPStatus.CONFLICT
        assert "(пусто)</textarea>" in response.content.decode()

    def test_it_writes_a_day(self) -> None:
        first, second = both(outlet())
        first.send(certified_on="2024-09-09")
        response = second.send(certified_on="2023-01-01")
        assert response.status_code == HTTPStatus.CONFLICT
        assert "9 сентября 2024" in response.content.decode()
        assert str(Outlet.objects.get().certified_on) == "2024-09-09"

    def test_it_names_the_colleague(self) -> None:
        first, second = both(Tag.objects.create(name="Смог"))
        first.send(name="Дым")
        assert f"<p>{member('head')}, " in second.send(name="Гарь").content.decode()

    def test_it_names_roles_given_meanwhile(self) -> None:
        somebody = make("somebody", "Некто", with_person=False)
        first, _second = both(somebody)
        accounts.grant(somebody, ["corrector"], by=None)
        response = first.send(roles=["journalist"])
        assert response.status_code == HTTPStatus.CONFLICT
        assert "корректор</textarea>" in response.content.decode()
        assert User.objects.get(pk=somebody.pk).roles == {"corrector"}
        first.take(response)
        version = User.objects.get(pk=somebody.pk).version
        assert first.send(roles=["journalist"], overwrite=version).status_code == HTTPStatus.FOUND
        assert User.objects.get(pk=somebody.pk).roles == {"journalist"}

    def test_it_is_in_kazakh(self) -> None:
        first, second = both(Tag.objects.create(name="Смог"))
        User.objects.filter(username="second-head").update(language="kk")
        first.send(name="Дым")
        page = second.send(name="Түтін").content.decode()
        assert CHANGED not in page
        assert "Қазір сақталғаны" in page


class TestPositions:
    @pytest.mark.parametrize("mine", [{"positions-0-title_ru": "Обозреватель"}, {"name_ru": "Другое"}])
    def test_a_row_changed_meanwhile_is_not_overwritten(self, mine: dict[str, str]) -> None:
        somebody = person()
        position = Position.objects.create(person=somebody, title_ru="Журналист", title_kk="Журналист")
        first, second = both(somebody)
        assert first.send(**{"positions-0-title_ru": "Редактор"}).status_code == HTTPStatus.FOUND
        response = second.send(**mine)
        assert response.status_code == HTTPStatus.CONFLICT
        assert "Редактор, Журналист" in response.content.decode()
        position.refresh_from_db()
        assert (position.title_ru, somebody.name_ru) == ("Редактор", "Имя")

    def test_a_row_added_meanwhile_is_shown_and_stays(self) -> None:
        somebody = person()
        first, second = both(somebody)
        Position.objects.create(person=somebody, title_ru="Дизайнер", title_kk="")
        first.send(name_kk="Басқа")
        response = second.send(name_ru="Другое")
        assert response.status_code == HTTPStatus.CONFLICT
        assert "Дизайнер" in response.content.decode()
        assert second.overwrite(response).status_code == HTTPStatus.FOUND
        assert somebody.positions.get().title_ru == "Дизайнер"


@pytest.mark.parametrize("screen", SCREENS)
def test_a_form_without_a_version_is_a_conflict(screen: str) -> None:
    create, field, _other = SCREENS[screen]
    form = ObjectForm(member("head"), create())
    del form.fields["version"]
    before = getattr(form.obj, field)
    response = form.send(**{field: words(field)[0]})
    assert response.status_code == HTTPStatus.CONFLICT
    assert CHANGED in response.content.decode()
    assert getattr(form.obj, field) == before
    assert form.overwrite(response).status_code == HTTPStatus.FOUND
    assert getattr(form.obj, field) == words(field)[0]


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "²", "9" * 30])
def test_an_unreadable_version_is_a_conflict(version: str) -> None:
    form = ObjectForm(member("head"), Tag.objects.create(name="Смог"))
    assert form.send(name="Дым", version=version).status_code == HTTPStatus.CONFLICT


def test_a_former_version_of_a_text_is_saved_once_its_form_is_sent() -> None:
    mission = text()
    PublishedText.objects.create(
        kind="mission", language="ru", version=1, title="Прежде", body="<p>Было</p>", published_at=timezone.now()
    )
    first, second = both(mission)
    first.take(first.client.get(first.address, {"version": "1"}))
    assert (first.fields["title"], first.fields["body"]) == ("Прежде", "<p>Было</p>")
    assert first.send().status_code == HTTPStatus.FOUND
    assert (mission.title, mission.body) == ("Прежде", "<p>Было</p>")
    assert second.send(title="Иначе").status_code == HTTPStatus.CONFLICT
