"""The language of the admin."""

import pytest
from django.test import Client

from staff.models import User
from tests import users

pytestmark = pytest.mark.django_db


def choose(client: Client, language: str, **data: str):  # type: ignore[no-untyped-def]
    return client.post("/admin/language/", {"language": language, **data})


def test_it_stores_the_language_in_the_account(journalist: User) -> None:
    client = users.client_of(journalist)
    assert client.get("/admin/")["Content-Language"] == "ru"
    assert choose(client, "kk").status_code == 302
    assert User.objects.get(pk=journalist.pk).language == "kk"
    assert client.get("/admin/")["Content-Language"] == "kk"
    assert users.client_of(User.objects.get(pk=journalist.pk)).get("/admin/")["Content-Language"] == "kk"


def test_the_login_page_uses_the_last_language_of_the_browser(journalist: User) -> None:
    client = users.client_of(journalist)
    choose(client, "kk")
    client.post("/admin/logout/")
    assert client.get("/admin/login/")["Content-Language"] == "kk"
    assert Client().get("/admin/login/")["Content-Language"] == "ru"
    assert Client(headers={"Accept-Language": "kk,en"}).get("/admin/login/")["Content-Language"] == "kk"


@pytest.mark.parametrize("language", ["en", "", "kk\x00", "../kk"])
def test_it_refuses_an_unknown_language(journalist: User, language: str) -> None:
    assert choose(users.client_of(journalist), language).status_code == 400
    assert User.objects.get(pk=journalist.pk).language == "ru"


@pytest.mark.parametrize("where", ["https://example.org/", "//example.org", "/kk/", "javascript:alert(1)", ""])
def test_it_redirects_within_the_admin_only(journalist: User, where: str) -> None:
    assert choose(users.client_of(journalist), "kk", next=where)["Location"] == "/admin/"


def test_it_redirects_back_to_the_page(journalist: User) -> None:
    answer = choose(users.client_of(journalist), "kk", next="/admin/staff/person/?q=1")
    assert answer["Location"] == "/admin/staff/person/?q=1"


def test_it_can_be_chosen_on_the_login_page(journalist: User) -> None:
    client = Client(headers={"Accept-Language": "ru"})
    assert choose(client, "kk", next="/admin/login/?next=/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/")["Content-Language"] == "kk"
    assert User.objects.get(pk=journalist.pk).language == "ru"


def test_it_requires_a_post_with_a_csrf_token(journalist: User) -> None:
    assert users.client_of(journalist).get("/admin/language/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(journalist)
    assert choose(strict, "kk").status_code == 403
    assert User.objects.get(pk=journalist.pk).language == "ru"
