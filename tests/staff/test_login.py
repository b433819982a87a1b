"""The login and its throttle."""

import threading
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext

from staff import accounts, login_throttle
from staff.backends import RoleBackend
from staff.models import KnownDevice, LoginAttempt, User
from tests import users

LOGIN = "/admin/login/"
HERE, THERE = "203.0.113.7", "198.51.100.9"

pytestmark = pytest.mark.django_db


def log_in(client: Client, username: str, password: str = "не тот", address: str = HERE, **extra: Any) -> Any:
    return client.post(LOGIN, {"username": username, "password": password}, REMOTE_ADDR=address, **extra)


def guess(username: str, times: int, address: str = HERE) -> Any:
    """Log in with wrong passwords in browsers without cookies; return the last response."""
    for _time in range(times):
        answer = log_in(Client(), username, address=address)
    return answer


def fail(username: str, times: int, address: str = HERE) -> None:
    """Record failures without the page, which is faster."""
    for _time in range(times):
        login_throttle.record_attempt(RequestFactory().post(LOGIN, REMOTE_ADDR=address), username)


def pass_time(**span: int) -> None:
    LoginAttempt.objects.update(at=F("at") - timedelta(**span))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


class TestLogin:
    def test_a_user_logs_in(self, journalist: User) -> None:
        client = Client()
        answer = log_in(client, "journalist", users.PASSWORD)
        assert answer.status_code == 302
        assert answer["Location"] == "/admin/"
        assert is_in(client)

    def test_the_case_of_a_login_is_ignored_in_any_alphabet(self, db: None) -> None:
        users.make("Әсел.Ғ", "", "editor")
        client = Client()
        log_in(client, "әСЕЛ.ғ", users.PASSWORD)
        assert is_in(client)

    def test_all_failures_get_the_same_answer(self, journalist: User, outsider: User) -> None:
        closed = users.make("closed", "", "editor")
        accounts.deactivate(closed, by=None)
        answers = {
            log_in(Client(), username, password).context["form"].non_field_errors()[0]
            for username, password in (
                ("journalist", "не тот"),
                ("nobody", "не тот"),
                ("closed", users.PASSWORD),
                ("outsider", users.PASSWORD),
                ("scheduler", "!"),
            )
        }
        assert answers == {"Логин или пароль не подходит. Прописные и строчные буквы в пароле различаются."}

    def test_an_unknown_login_takes_the_same_work(self, journalist: User) -> None:
        work = []
        for username in ("journalist", "nobody"):
            hashings = patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", autospec=True, return_value="x")
            with CaptureQueriesContext(connection) as statements, hashings as encode:
                answer = log_in(Client(), username)
            work.append((answer.status_code, len(statements), encode.call_count))
        assert work[0] == work[1]
        assert work[0][2] == 1

    @pytest.mark.parametrize("junk", ["a\x00b", "\u202egpj", "я" * 100_000, "", " "])
    def test_it_answers_bad_input_with_the_form(self, junk: str) -> None:
        answer = log_in(Client(), junk, junk)
        assert answer.status_code == 200
        assert answer.context["form"].errors

    def test_it_does_not_redirect_to_other_sites(self, journalist: User) -> None:
        answer = Client().post(
            LOGIN, {"username": "journalist", "password": users.PASSWORD, "next": "https://example.org/"}
        )
        assert answer["Location"] == "/admin/"

    def test_it_requires_the_csrf_token(self, journalist: User) -> None:
        client = Client(enforce_csrf_checks=True)
        assert log_in(client, "journalist", users.PASSWORD).status_code == 403

    def test_it_stores_hashes_only(self, journalist: User) -> None:
        log_in(Client(), "journalist")
        row = LoginAttempt.objects.values().get()
        assert "journalist" not in str(row)
        assert HERE not in str(row)


class TestThrottle:
    def test_it_refuses_the_sixth_guess_and_says_how_long_to_wait(self, journalist: User) -> None:
        guess("journalist", 5)
        answer = log_in(Client(), "journalist", users.PASSWORD)
        assert answer.status_code == 429
        seconds = int(answer["Retry-After"])
        assert 1 <= seconds <= 15
        sentence = answer.context["form"].non_field_errors()[0]
        assert sentence == f"Слишком много неудачных попыток. Попробуйте ещё раз через {seconds} с."

    def test_the_refusal_is_in_the_language_of_the_browser(self, journalist: User) -> None:
        guess("journalist", 5)
        answer = log_in(Client(headers={"Accept-Language": "kk"}), "journalist")
        assert answer.status_code == 429
        assert answer["Content-Language"] == "kk"

    def test_an_unknown_login_is_throttled_too(self, journalist: User) -> None:
        assert guess("nobody", 6).status_code == guess("journalist", 6).status_code == 429

    def test_after_the_wait_one_attempt_is_allowed_and_the_wait_doubles(self, journalist: User) -> None:
        guess("journalist", 6)
        pass_time(seconds=16)
        assert guess("journalist", 1).status_code == 200
        assert 20 <= int(guess("journalist", 1)["Retry-After"]) <= 30
        pass_time(seconds=31)
        assert log_in(Client(), "journalist", users.PASSWORD).status_code == 302

    def test_refused_attempts_do_not_extend_the_wait(self, journalist: User) -> None:
        guess("journalist", 5)
        first = int(guess("journalist", 1)["Retry-After"])
        fail("journalist", 20)
        assert int(guess("journalist", 1)["Retry-After"]) <= first

    def test_the_wait_is_at_most_15_minutes(self, journalist: User) -> None:
        for _round in range(20):
            fail("journalist", 5)
            pass_time(minutes=1)
        assert int(guess("journalist", 1)["Retry-After"]) <= 900

    def test_another_address_is_not_refused(self, journalist: User) -> None:
        fail("journalist", 30)
        assert log_in(Client(), "journalist", users.PASSWORD, THERE).status_code == 302

    def test_a_known_browser_is_not_refused_at_the_address_of_an_attack(self, journalist: User) -> None:
        browser = Client()
        log_in(browser, "journalist", users.PASSWORD)
        browser.post("/admin/logout/")
        fail("journalist", 20)
        assert guess("journalist", 1).status_code == 429
        assert log_in(browser, "journalist", users.PASSWORD).status_code == 302

    def test_a_known_browser_is_throttled_too(self, journalist: User) -> None:
        browser = Client()
        log_in(browser, "journalist", users.PASSWORD)
        for _time in range(6):
            answer = log_in(browser, "journalist")
        assert answer.status_code == 429

    def test_a_known_browser_is_trusted_for_its_user_only(self, journalist: User, editor: User) -> None:
        browser = Client()
        log_in(browser, "journalist", users.PASSWORD)
        guess("editor", 6)
        assert log_in(browser, "editor").status_code == 429

    def test_a_forged_cookie_is_ignored(self, journalist: User) -> None:
        browser = Client()
        log_in(browser, "journalist", users.PASSWORD)
        forged = Client()
        forged.cookies[login_throttle.COOKIE] = browser.cookies[login_throttle.COOKIE].value[:-1] + "x"
        guess("journalist", 6)
        assert log_in(forged, "journalist").status_code == 429

    def test_it_counts_an_address_that_tries_many_logins(self, db: None) -> None:
        for number in range(30):
            fail(f"login{number}", 1)
        assert guess("one-more", 1).status_code == 429
        assert guess("one-more", 1, THERE).status_code == 200

    def test_guesses_from_many_addresses_are_throttled_but_not_a_known_address(self, journalist: User) -> None:
        log_in(Client(), "journalist", users.PASSWORD, THERE)
        for number in range(50):
            fail("journalist", 1, f"192.0.2.{number}")
        refused = guess("journalist", 1, "192.0.2.250")
        assert refused.status_code == 429
        assert int(refused["Retry-After"]) <= 60
        assert log_in(Client(), "journalist", users.PASSWORD, THERE).status_code == 302

    def test_a_login_resets_the_count(self, journalist: User) -> None:
        guess("journalist", 4)
        log_in(Client(), "journalist", users.PASSWORD)
        assert guess("journalist", 5).status_code == 200

    def test_an_ipv6_network_counts_as_one_address(self, journalist: User) -> None:
        for number in range(5):
            guess("journalist", 1, f"2001:db8:1:2::{number}")
        assert guess("journalist", 1, "2001:db8:1:2:ffff::1").status_code == 429
        assert guess("journalist", 1, "2001:db8:1:3::1").status_code == 200

    def test_x_forwarded_for_is_ignored_without_proxies(self, journalist: User) -> None:
        for number in range(6):
            answer = log_in(Client(), "journalist", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
        assert answer.status_code == 429

    @override_settings(TRUSTED_PROXIES=1)
    def test_it_trusts_the_configured_number_of_proxies(self, journalist: User) -> None:
        for number in range(6):
            named = f"192.0.2.{number}, 203.0.113.50"
            answer = log_in(Client(), "journalist", address="127.0.0.1", HTTP_X_FORWARDED_FOR=named)
        assert answer.status_code == 429
        other = log_in(Client(), "journalist", address="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.51")
        assert other.status_code == 200

    def test_it_forgets_old_attempts_and_devices(self, journalist: User) -> None:
        guess("journalist", 3)
        pass_time(days=3)
        KnownDevice.objects.create(user=journalist, device_hash="old")
        KnownDevice.objects.update(seen_at=F("seen_at") - timedelta(days=400))
        log_in(Client(), "journalist", users.PASSWORD)
        assert list(LoginAttempt.objects.values_list("outcome", flat=True)) == ["succeeded"]
        assert KnownDevice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_concurrent_guesses_all_count() -> None:
    users.member("journalist")
    looked: list[str] = []
    genuine = RoleBackend.authenticate

    def authenticate(self: RoleBackend, *args: Any, **credentials: Any) -> Any:
        looked.append(credentials["username"])
        return genuine(self, *args, **credentials)

    barrier = threading.Barrier(16)
    answers: list[int] = []

    def run() -> None:
        try:
            barrier.wait(timeout=20)
            answers.append(log_in(Client(), "journalist").status_code)
        finally:
            connection.close()

    with patch.object(RoleBackend, "authenticate", authenticate):
        threads = [threading.Thread(target=run) for _number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
    assert len(answers) == 16
    assert set(answers) <= {200, 429}
    assert len(looked) <= login_throttle.PAIR.free
