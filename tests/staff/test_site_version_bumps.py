"""Each change of the public team bumps the site version in its own transaction."""

import inspect
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from newsroom.exceptions import ActionRefused
from staff import team
from staff.models import Person, Position
from tests.architecture.sql_watcher import Act, assert_bumps, assert_does_not_bump
from tests.newsroom.images.files import stored_image
from tests.users import member

pytestmark = pytest.mark.django_db


def changed(obj: Any, **columns: Any) -> Any:
    for name, value in columns.items():
        setattr(obj, name, value)
    return obj


def person(**columns: Any) -> Person:
    made = Person(name_ru="Фёкла Цыганкова", **columns)
    team.save_person(made, by=None)
    return made


def position() -> Position:
    held = Position(person=person(), title_ru="Журналист", title_kk="Журналист", starts_on=date(2020, 1, 1))
    team.save_position(held, by=None)
    return held


def action(name: str, make: Callable[[], Any], who: str = "head") -> Callable[[], Act]:
    return lambda: partial(getattr(team, name), make(), by=member(who))


CHANGES: dict[str, Callable[[], Act]] = {
    "save_person": action("save_person", lambda: Person(name_ru="Фёкла Цыганкова", portrait=stored_image())),
    "save_person: name": action("save_person", lambda: changed(person(), name_kk="Фёкла")),
    "save_person: address": action("save_person", lambda: changed(person(), slug="fekla")),
    "save_person: portrait": action(
        "save_person", lambda: changed(person(portrait=stored_image()), portrait=stored_image())
    ),
    "save_person: no portrait": action("save_person", lambda: changed(person(portrait=stored_image()), portrait=None)),
    "mark_as_left": lambda: partial(team.mark_as_left, position().person, day=date(2026, 1, 1), by=member("head")),
    "delete_person": action("delete_person", lambda: person(on_team=False, portrait=stored_image())),
    "save_position": action("save_position", lambda: changed(position(), ends_on=date(2021, 1, 1))),
    "delete_position": action("delete_position", position),
}


@pytest.mark.parametrize("name", CHANGES)
def test_it_bumps_the_version(name: str) -> None:
    assert_bumps(CHANGES[name]())


@pytest.mark.parametrize("name", ["save_person", "save_position", "delete_position"])
def test_it_does_not_if_refused(name: str) -> None:
    obj, by = person() if name == "save_person" else position(), member("journalist")
    assert_does_not_bump(lambda: getattr(team, name)(obj, by=by), raises=ActionRefused)


def test_every_action_is_tested() -> None:
    functions = inspect.getmembers(team, inspect.isfunction)
    writing = {name for name, made in functions if "by" in inspect.signature(made).parameters and name[0] != "_"}
    assert {name.partition(":")[0] for name in CHANGES} == writing
