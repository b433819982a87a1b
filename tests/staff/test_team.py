"""Actions on people: slugs, portraits, positions, site version."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from newsroom.exceptions import ActionRefused
from newsroom.page_cache.models import SiteVersion
from newsroom.redirects import redirects
from staff import team
from staff.models import Person, Position, User
from tests.newsroom.images.files import stored_image

pytestmark = pytest.mark.django_db


def made(name: str = "Әсел Тастыбекқызы", **fields: Any) -> Person:
    person = Person(name_ru=name, **fields)
    team.save_person(person, by=None)
    return person


def site_version() -> int:
    return SiteVersion.objects.get().number


class TestNames:
    def test_it_uses_the_active_language_or_the_default(self) -> None:
        full = Person(name_ru="Асель", name_kk="Әсел", bio_ru="Пишет.", bio_kk="Жазады.")
        half = Person(name_ru="Асель", bio_ru="Пишет.")
        position = Position(title_ru="Корректор", title_kk="Түзетуші")
        with translation.override("kk"):
            assert (full.name, full.bio, position.title) == ("Әсел", "Жазады.", "Түзетуші")
            assert (half.name, half.bio, Position(title_ru="Корректор").title) == ("Асель", "Пишет.", "Корректор")
        assert (full.name, full.bio, position.title) == ("Асель", "Пишет.", "Корректор")


class TestAddress:
    def test_it_is_made_from_the_name(self) -> None:
        assert made("Нұржан Қарасайұлы").get_absolute_url() == "/team/nurzhan-qarasayuly/"
        with translation.override("kk"):
            assert Person(slug="asel").get_absolute_url() == "/kk/team/asel/"

    def test_namesakes_get_different_slugs(self) -> None:
        assert [made("Иван Ким").slug for _time in range(3)] == ["ivan-kim", "ivan-kim-2", "ivan-kim-3"]

    def test_a_name_without_letters_gets_a_slug(self) -> None:
        assert made("!!!").slug == "person"

    def test_a_former_slug_leads_to_the_person(self) -> None:
        person = made("Иван Ким")
        person.slug = "i-kim"
        team.save_person(person, by=None)
        assert redirects.resolve("person", "ivan-kim") == person.pk

    def test_a_restored_slug_makes_no_loop(self) -> None:
        person = made("Иван Ким")
        for slug in ("i-kim", "ivan-kim"):
            person.slug = slug
            team.save_person(person, by=None)
        assert redirects.resolve("person", "ivan-kim") is None
        assert redirects.resolve("person", "i-kim") == person.pk

    def test_a_former_slug_of_another_person_is_refused(self) -> None:
        person = made("Иван Ким")
        person.slug = "i-kim"
        team.save_person(person, by=None)
        with pytest.raises(ValidationError):
            made("Другой", slug="ivan-kim")
        assert made("Иван Ким").slug == "ivan-kim-2"

    def test_it_stays_when_the_name_changes(self) -> None:
        person = made("Иван Ким")
        person.name_ru = "Иван Цой"
        team.save_person(person, by=None)
        assert person.slug == "ivan-kim"


class TestSiteVersion:
    def test_every_action_bumps_it(self) -> None:
        person = made()
        numbers = [site_version()]
        team.save_person(person, by=None, fields=["on_team"])
        numbers.append(site_version())
        position = Position(person=person, title_ru="Корректор")
        team.save_position(position, by=None)
        numbers.append(site_version())
        team.delete_position(position, by=None)
        numbers.append(site_version())
        team.delete_person(person, by=None)
        numbers.append(site_version())
        assert numbers == sorted(set(numbers))

    def test_a_refused_action_does_not_bump_it(self, journalist: User) -> None:
        person = made()
        before = site_version()
        with pytest.raises(ActionRefused):
            team.save_person(person, by=journalist)
        with pytest.raises(ActionRefused):
            team.save_position(Position(person=person, title_ru="X"), by=journalist)
        assert site_version() == before


class TestWriting:
    def test_it_saves_only_the_named_fields(self) -> None:
        person = made()
        stale = Person.objects.get(pk=person.pk)
        Person.objects.filter(pk=person.pk).update(bio_ru="Написано другим.")
        stale.phone = "+7 700 000 00 00"
        team.save_person(stale, by=None, fields=["phone"])
        fresh = Person.objects.get(pk=person.pk)
        assert (fresh.bio_ru, fresh.phone) == ("Написано другим.", "+7 700 000 00 00")


class TestPortrait:
    def test_it_is_public_while_a_person_has_it(self, media: Path) -> None:
        first, second = stored_image(), stored_image()
        person = made(portrait=first)
        assert first.is_public
        person.portrait = second
        team.save_person(person, by=None, fields=["portrait"])
        first.refresh_from_db()
        assert second.is_public
        assert not first.is_public

    def test_it_stays_public_if_another_person_has_it(self) -> None:
        image = stored_image()
        person = made(portrait=image)
        made("Другой", portrait=image)
        person.portrait = None
        team.save_person(person, by=None)
        image.refresh_from_db()
        assert image.is_public

    def test_it_is_withdrawn_with_the_person(self) -> None:
        image = stored_image()
        person = made(portrait=image)
        team.delete_person(person, by=None)
        image.refresh_from_db()
        assert not image.is_public


class TestRemoval:
    def test_it_deletes_a_person_entered_by_mistake(self, head: User) -> None:
        person = made()
        team.save_position(Position(person=person, title_ru="Журналист"), by=head)
        team.delete_person(person, by=head)
        assert not Person.objects.filter(pk=person.pk).exists()

    def test_it_keeps_a_person_in_use_and_says_why(self, head: User, journalist: User) -> None:
        renamed = made("Иван Ким")
        renamed.slug = "i-kim"
        team.save_person(renamed, by=None)
        in_use = {"логин": journalist.person, "команд": made("Видный", on_team=True), "прежние адреса": renamed}
        for word, person in in_use.items():
            with pytest.raises(ActionRefused, match=word):
                team.delete_person(person, by=head)
            assert Person.objects.filter(pk=person.pk).exists()

    def test_it_is_for_the_head_only(self, editor: User) -> None:
        with pytest.raises(ActionRefused):
            team.delete_person(made(), by=editor)


class TestPositions:
    DAY = date(2026, 11, 22)

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "is_held"),
        [
            (None, None, True),
            (DAY, None, True),
            (date(2026, 11, 23), None, False),
            (None, DAY, True),
            (None, date(2026, 11, 21), False),
            (date(2020, 1, 1), date(2027, 1, 1), True),
        ],
    )
    def test_it_includes_the_first_and_the_last_day(
        self, starts_on: date | None, ends_on: date | None, is_held: bool
    ) -> None:
        person = made()
        Position.objects.create(person=person, title_ru="Корректор", starts_on=starts_on, ends_on=ends_on)
        person.split_positions(self.DAY)
        assert [position.title for position in person.current_positions] == (["Корректор"] if is_held else [])
        by_the_database = Position.objects.current_on(self.DAY)
        assert by_the_database.exists() == is_held

    def test_it_cannot_end_before_it_starts(self) -> None:
        position = Position(person=made(), title_ru="X", starts_on=self.DAY, ends_on=date(2026, 1, 1))
        with pytest.raises(ValidationError):
            position.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            position.save()

    def test_it_makes_two_queries(self) -> None:
        for number in range(12):
            person = made(f"Человек {number}", on_team=number % 2 == 0, order=number)
            Position.objects.create(person=person, title_ru="Журналист")
            Position.objects.create(person=person, title_ru="Корректор", order=1)
        with CaptureQueriesContext(connection) as statements:
            team_page = list(Person.objects.on_team().prefetch_related("positions"))
            for person in team_page:
                person.split_positions(self.DAY)
            titles = [[position.title for position in person.current_positions] for person in team_page]
        assert len(statements) == 2
        assert [person.order for person in team_page] == [0, 2, 4, 6, 8, 10]
        assert titles[0] == ["Корректор", "Журналист"]
