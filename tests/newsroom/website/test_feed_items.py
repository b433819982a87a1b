"""An item of a feed is rendered anew only if something in it has changed, whatever the site version."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from articles import actions
from newsroom.images.models import Image
from newsroom.website.feeds import channel
from newsroom.website.models import PublishedArticle, Section, Tag
from staff.models import Person
from tests import factories
from tests.newsroom.website.website_factories import changes_the_site, image, person, publish_rows, section, tag
from tests.users import member

FEEDS = ("/feed/", "/feed/atom/", "/feed.json")


@changes_the_site
def update(model: type[Model], name: str, value: str) -> None:
    model._default_manager.update(**{name: value})


def read(reader: Client) -> list[str]:
    return [reader.get(address).content.decode() for address in FEEDS]


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The headlines of the items that were rendered."""
    render, headlines = channel.render_to_string, []

    def rendering(template: str, context: dict[str, Any]) -> str:
        headlines.append(context["article"].headline)
        return render(template, context)

    monkeypatch.setattr(channel, "render_to_string", rendering)
    return headlines


def test_others_are_copied(reader: Client, rendered: list[str]) -> None:
    bridge = factories.published(headline="Мост", body="<p>Текст о мосте.</p>")
    factories.published(headline="Вода", body="<p>Текст о воде.</p>")
    read(reader)
    assert sorted(rendered) == ["Вода", "Мост"]
    factories.published(headline="Школа")
    assert all("Текст о мосте." in feed and "Текст о воде." in feed for feed in read(reader))
    assert sorted(rendered) == ["Вода", "Мост", "Школа"]
    actions.withdraw(bridge, by=member("editor"), reason="Ошибка")
    assert all("Текст о мосте." not in feed and "Текст о воде." in feed for feed in read(reader))
    assert len(rendered) == 3


@pytest.mark.parametrize("address", FEEDS)
def test_whatever_has_changed_is_shown(reader: Client, address: str) -> None:
    publish_rows(tags=[tag()], signed=[person()], section=section(), image=image(), caption="Прежнее")
    fields: tuple[tuple[type[Model], str], ...] = (
        *((PublishedArticle, name) for name in ("headline", "lead", "body", "caption", "alt")),
        *((Person, "name_ru"), (Section, "name_ru"), (Tag, "name"), (Image, "public_token")),
    )
    for number, (model, name) in enumerate(fields):
        reader.get(address)
        new = f"{number:032x}"
        update(model, name, new)
        assert new in reader.get(address).content.decode(), name
