"""The language of the desk: each person's own."""

import pytest
from django.test import Client

from staff.models import User
from tests import users

pytestmark = pytest.mark.django_db


def choose(client: Client, language: str, **data: str):  # type: ignore[no-untyped-def]
    return client.post("/admin/language/", {"language": language, **data})


def test_it_keeps_the_chosen_language_with_the_person(journalist: User) -> None:
    client = users.client_of(journalist)
    assert client.get("/admin/")["Content-Language"] == "ru"
    assert choose(client, "kk").status_code == 302
    assert User.objects.get(pk=journalist.pk).language == "kk"
    assert client.get("/admin/")["Content-Language"] == "kk"
    assert users.client_of(User.objects.get(pk=journalist.pk)).get("/admin/")["Content-Language"] == "kk"


def test_it_speaks_it_on_the_login_page_of_this_browser_afterwards(journalist: User) -> None:
    client = users.client_of(journalist)
    choose(client, "kk")
    client.post("/admin/logout/")
    assert client.get("/admin/login/")["Content-Language"] == "kk"
    assert Client().get("/admin/login/")["Content-Language"] == "ru"
    assert Client(headers={"Accept-Language": "kk,en"}).get("/admin/login/")["Content-Language"] == "kk"


@pytest.mark.parametrize("language", ["en", "", "kk\x00", "../kk"])
def test_it_refuses_a_language_that_is_not_there(journalist: User, language: str) -> None:
    assert choose(users.client_of(journalist), language).status_code == 400
    assert User.objects.get(pk=journalist.pk).language == "ru"


@pytest.mark.parametrize("where", ["https://example.org/", "//example.org", "/kk/", "javascript:alert(1)", ""])
def test_it_goes_back_within_the_desk_only(journalist: User, where: str) -> None:
    assert choose(users.client_of(journalist), "kk", next=where)["Location"] == "/admin/"


def test_it_goes_back_to_the_page_it_was_pressed_on(journalist: User) -> None:
    answer = choose(users.client_of(journalist), "kk", next="/admin/staff/person/?q=1")
    assert answer["Location"] == "/admin/staff/person/?q=1"


def test_it_may_be_chosen_on_the_login_page(journalist: User) -> None:
    client = Client(headers={"Accept-Language": "ru"})
    assert choose(client, "kk", next="/admin/login/?next=/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/")["Content-Language"] == "kk"
    assert User.objects.get(pk=journalist.pk).language == "ru"


def test_it_is_changed_by_a_form_of_ours_only(journalist: User) -> None:
    assert users.client_of(journalist).get("/admin/language/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(journalist)
    assert choose(strict, "kk").status_code == 403
    assert User.objects.get(pk=journalist.pk).language == "ru"
