"""Fact boxes through the admin: each change of words is a version, and articles keep the one they name."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.body.models import FactBox, FactBoxVersion
from tests import factories
from tests.users import client_of, member

pytestmark = pytest.mark.django_db

WORDS = {
    "title": "Что такое поверка",
    "body": "<p>Проверка счётчика.</p>",
    "checked_on": "2026-11-20",
    "language": "ru",
}
ADD = "/admin/body/factbox/add/"


@pytest.fixture
def journalist() -> Client:
    return client_of(member("journalist"))


def save(client: Client, address: str = ADD, **changes: Any) -> Any:
    return client.post(address, {**WORDS, **changes})


def stored(client: Client, **changes: Any) -> FactBox:
    assert save(client, **changes).status_code == 302
    return FactBox.objects.select_related("current").latest("pk")


def address_of(box: FactBox) -> str:
    return reverse("admin:body_factbox_change", args=[box.pk])


def records(client: Client, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(reverse("admin:body_facts"), query)
    assert answer.status_code == 200
    results: list[dict[str, Any]] = answer.json()["results"]
    return results


def test_the_first_words_are_the_first_version(journalist: Client) -> None:
    box = stored(journalist)
    assert box.current is not None
    assert (box.current.number, box.current.title, box.current.checked_on) == (1, WORDS["title"], date(2026, 11, 20))


def test_changed_words_are_a_new_version_and_the_former_stays(journalist: Client) -> None:
    box = stored(journalist)
    answer = save(journalist, address_of(box), body="<p>Иначе.</p>", version=box.version)
    assert answer.status_code == 302
    assert list(FactBoxVersion.objects.order_by("number").values_list("number", "body")) == [
        (1, "<p>Проверка счётчика.</p>"),
        (2, "<p>Иначе.</p>"),
    ]


def test_the_same_words_are_no_new_version(journalist: Client) -> None:
    box = stored(journalist)
    save(journalist, address_of(box), version=box.version)
    assert FactBoxVersion.objects.count() == 1


def test_the_second_of_two_who_save_sees_both_texts(journalist: Client) -> None:
    box = stored(journalist)
    save(client_of(member("editor")), address_of(box), body="<p>Первый.</p>", version=box.version)
    answer = save(journalist, address_of(box), body="<p>Второй.</p>", version=box.version)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Второй." in page
    assert "Первый." in page
    assert FactBoxVersion.objects.count() == 2


def test_what_lacks_is_named_and_nothing_typed_is_lost(journalist: Client) -> None:
    answer = save(journalist, checked_on="вчера")
    assert answer.status_code == 200
    assert "Проверка счётчика." in answer.content.decode()
    assert not FactBox.objects.exists()


def test_markup_is_cleaned(journalist: Client) -> None:
    box = stored(journalist, body='<p onclick="x()">а<script>alert(1)</script></p><figure data-photo="1"></figure>')
    assert box.current is not None
    assert box.current.body == "<p>а</p>"


def test_the_editor_finds_current_versions_and_knows_former_ones(journalist: Client) -> None:
    box = stored(journalist)
    first = box.current
    assert first is not None
    save(journalist, address_of(box), title="Поверка счётчиков", version=box.version)
    [found] = records(journalist, q="поверка")
    assert (found["title"], found["newer"], found["text"]) == ("Поверка счётчиков", False, "Проверка счётчика.")
    [former] = records(journalist, ids=f"{first.pk},999999,x")
    assert (former["title"], former["newer"], former["checked"]) == (WORDS["title"], True, "20 ноября 2026")
    assert records(journalist, q="ничего") == []
    assert records(journalist, q="\0повер\0ка") == [found]


@pytest.mark.parametrize("role", ["head", "editor", "journalist", "corrector"])
def test_who_works_on_texts_may_write_them(role: str) -> None:
    assert stored(client_of(member(role))).current is not None


def test_a_moderator_may_not(journalist: Client) -> None:
    box, moderator = stored(journalist), client_of(member("moderator"))
    for address in (ADD, address_of(box), reverse("admin:body_facts"), reverse("admin:body_factbox_changelist")):
        assert moderator.get(address).status_code == 403
    assert save(moderator).status_code == 403


def test_it_names_the_articles_that_show_it(journalist: Client) -> None:
    box = stored(journalist)
    article = factories.draft(headline="О счётчиках", body=f'<p>а</p><aside data-fact="{box.current_id}"></aside>')
    page = journalist.get(address_of(box)).content.decode()
    assert f'<a href="{article.admin_url}">О счётчиках</a>, № 1' in page


def test_nobody_deletes_one() -> None:
    box = stored(client_of(member("head")))
    assert client_of(member("head")).post(f"/admin/body/factbox/{box.pk}/delete/", {"post": "yes"}).status_code == 403
