"""Changing the own password: wrong old passwords are throttled as failed logins."""

from typing import Any

import pytest
from django.test import Client

from staff.models import LoginAttempt, User
from tests import users

PAGE = "/admin/password_change/"
NEW = "Берег-и-камыш-19"

pytestmark = pytest.mark.django_db


def change(client: Client, old: str, new: str = NEW) -> Any:
    return client.post(PAGE, {"old_password": old, "new_password1": new, "new_password2": new})


def fail(client: Client, times: int) -> Any:
    for _time in range(times):
        response = change(client, "не тот")
    return response


def test_the_sixth_guess_is_refused_even_if_it_is_right(journalist: User) -> None:
    client = users.client_of(journalist)
    assert fail(client, 5).status_code == 200
    response = change(client, users.PASSWORD)
    assert response.status_code == 429
    seconds = int(response["Retry-After"])
    (error,) = response.context["form"].errors["old_password"]
    assert error == f"Слишком много неудачных попыток. Попробуйте ещё раз через {seconds} с."
    assert error in response.content.decode()
    journalist.refresh_from_db()
    assert journalist.check_password(users.PASSWORD)


def test_the_sentence_is_in_the_users_language(journalist: User) -> None:
    User.objects.filter(pk=journalist.pk).update(language="kk")
    response = fail(users.client_of(journalist), 6)
    assert response.status_code == 429
    assert "Сәтсіз әрекет тым көп" in response.content.decode()


def test_its_failures_count_for_the_login_too(journalist: User) -> None:
    fail(users.client_of(journalist), 5)
    answer = Client().post("/admin/login/", {"username": "journalist", "password": users.PASSWORD})
    assert answer.status_code == 429


def test_a_right_old_password_resets_the_count(journalist: User) -> None:
    client = users.client_of(journalist)
    fail(client, 4)
    assert change(client, users.PASSWORD, "123").status_code == 200
    assert fail(client, 4).status_code == 200
    assert change(client, users.PASSWORD).status_code == 302
    journalist.refresh_from_db()
    assert journalist.check_password(NEW)


def test_an_anonymous_user_is_sent_to_the_login_and_not_counted() -> None:
    assert Client().get(PAGE).status_code == 302
    assert fail(Client(), 1).status_code in (302, 403)
    assert not LoginAttempt.objects.exists()


def test_it_keeps_the_admin_frame(journalist: User) -> None:
    page = users.client_of(journalist).get(PAGE)
    assert page.status_code == 200
    assert page.context["has_permission"]
    assert 'name="old_password"' in page.content.decode()
