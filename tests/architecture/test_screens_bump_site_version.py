"""The admin's forms bump the site version if, and only if, they change public data."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from articles import actions
from articles.models import Article, Text
from newsroom.images.models import Image
from newsroom.website.models import Outlet, Section, Tag
from staff import team
from staff.models import Person
from tests import factories
from tests.architecture.sql_watcher import assert_bumps, assert_does_not_bump, watch_sql
from tests.articles.admin.forms_sent import form_of
from tests.newsroom.images.files import published as published_picture
from tests.newsroom.images.files import stored_image
from tests.users import client_of, member

pytestmark = pytest.mark.django_db
FORMS = ("article_form", "section_form", "tag_form", "outlet_form", "text_form", "person_form", "image_form")


@pytest.fixture
def head(db: None) -> Client:
    return client_of(member("head"))


def change(obj: Model) -> str:
    return reverse(f"admin:{obj._meta.label_lower.replace('.', '_')}_change", args=[obj.pk])


def send(client: Client, address: str, form_id: str = "", **typed: Any) -> None:
    """Fill in the form at the address and save it; it must be accepted."""
    page = client.get(address)
    fields = form_of(page, form_id or next(name for name in FORMS if f'id="{name}"' in page.content.decode()))
    response = client.post(address, {**fields, "_save": "1", **typed})
    assert response.status_code == 302, response.content.decode()


def section() -> Section:
    made = factories.section("gorod")
    actions.save_section(made, by=member("head"))
    return made


def hidden_section() -> Section:
    """Return a section that was never public; others cannot be deleted."""
    return Section.objects.create(name_ru="Выборы", name_kk="Сайлау", slug="vybory", is_enabled=False)


def tag() -> Tag:
    return factories.tag("вода")


def person() -> Person:
    made = Person(name_ru="Фёкла Цыганкова")
    team.save_person(made, by=None)
    return made


def outlet() -> Outlet:
    return Outlet.objects.create(pk=1, name_ru="Девять дорог", name_kk="Тоғыз жол")


def text() -> Text:
    return Text.objects.create(kind="mission", language="ru", title="Зачем", body="<p>Затем.</p>")


POSITION = {
    "positions-TOTAL_FORMS": "1",
    "positions-0-title_ru": "Журналист",
    "positions-0-title_kk": "Журналист",
    "positions-0-starts_on": "2020-01-01",
    "positions-0-order": "0",
}

PUBLIC_CHANGES: dict[str, tuple[Callable[[], Model], dict[str, Any]]] = {
    "the name of a section": (section, {"name_ru": "Мир"}),
    "the address of a section": (section, {"slug": "mir"}),
    "the name of a tag": (tag, {"name_kk": "су"}),
    "the outlet": (outlet, {"motto_ru": "Каждый день"}),
    "a published text": (text, {"_publish": "1"}),
    "a person's name": (person, {"name_kk": "Фёкла"}),
    "a position alone": (person, POSITION),
    "a position and a name": (person, {**POSITION, "name_kk": "Фёкла"}),
    "the section of a live article": (factories.published, {"section": lambda: factories.section("mir").pk}),
    "the tags of a live article": (factories.published, {"tags": "совсем новый / мүлде жаңа, вода / су"}),
    "the focal point of a public picture": (published_picture, {"focus_x": "10"}),
    "saving and publishing": (factories.approved, {"kicker": "", "_transition": "publish"}),
}

EDITORIAL_CHANGES: dict[str, tuple[Callable[[], Model], dict[str, Any]]] = {
    "a text not yet published": (text, {"title": "Иначе"}),
    "the words of a draft": (factories.draft, {"headline": "Иначе", "tags": "совсем новый / —"}),
    "saving and submitting": (lambda: member("corrector") and factories.draft(), {"_transition": "submit"}),
    "the focal point of a private picture": (stored_image, {"focus_x": "10"}),
    "the caption of a picture that has been published": (published_picture, {"caption": "Иначе"}),
    "nothing": (section, {}),
}


def typed(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value() if callable(value) else value for name, value in fields.items()}


@pytest.mark.parametrize("what", PUBLIC_CHANGES)
def test_a_public_change_bumps_the_version(head: Client, what: str, media: Settings) -> None:
    make, fields = PUBLIC_CHANGES[what]
    address, fields = change(make()), typed(fields)
    assert_bumps(lambda: send(head, address, **fields))


@pytest.mark.parametrize("what", EDITORIAL_CHANGES)
def test_an_editorial_change_does_not(head: Client, what: str, media: Settings) -> None:
    make, fields = EDITORIAL_CHANGES[what]
    address, fields = change(make()), typed(fields)
    assert_does_not_bump(lambda: send(head, address, **fields))


@pytest.fixture
def media(settings: Settings, tmp_path: Any) -> Settings:
    """Empty folders for the pictures of this test."""
    settings.MEDIA_ROOT = tmp_path
    return settings


class TestDeleting:
    @pytest.mark.parametrize(("make", "bumps"), [(hidden_section, True), (tag, False), (person, True)])
    def test_it_bumps_the_version_if_it_was_public(self, head: Client, make: Callable[[], Model], bumps: bool) -> None:
        obj = make()
        if isinstance(obj, Person):
            Person.objects.filter(pk=obj.pk).update(on_team=False)
        address = change(obj).replace("/change/", "/delete/")
        with watch_sql() as watch:
            assert head.post(address, {"post": "yes"}).status_code == 302
        assert not type(obj)._default_manager.filter(pk=obj.pk).exists()
        assert (watch.bumps > 0) == bumps

    @pytest.mark.parametrize(("make", "bumps"), [(hidden_section, True), (tag, False), (person, True)])
    def test_the_bulk_action_does_so_too(self, head: Client, make: Callable[[], Model], bumps: bool) -> None:
        obj = make()
        if isinstance(obj, Person):
            Person.objects.filter(pk=obj.pk).update(on_team=False)
        address = reverse(f"admin:{obj._meta.label_lower.replace('.', '_')}_changelist")
        with watch_sql() as watch:
            sent = {"action": "delete_selected", "_selected_action": [obj.pk], "post": "yes"}
            head.post(address, sent)
        is_left = type(obj)._default_manager.filter(pk=obj.pk).exists()
        assert (watch.bumps > 0) == (bumps and not is_left)


@pytest.mark.parametrize("model", [Article, Section, Tag, Outlet, Text, Person, Image])
def test_no_admin_uses_the_default_save(model: type[Model]) -> None:
    """Django's `save_model` writes all columns and does not bump the version."""
    model_admin = type(admin.site._registry[model])
    assert model_admin.save_model is not admin.ModelAdmin.save_model
