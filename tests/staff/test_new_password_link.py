"""One-time links for a new password, and concurrent use of a link."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from staff import accounts
from staff.models import Invitation, User
from tests import users
from tests.staff.invitation_forms import CHOSEN, PASSWORD, invited, link_in

pytestmark = pytest.mark.django_db


class TestNewPassword:
    def make(self, head: User, user: User) -> Any:
        return users.client_of(head).post(f"/admin/staff/user/{user.pk}/password/")

    def test_it_sets_the_password_and_ends_other_sessions(self, head: User, journalist: User) -> None:
        elsewhere = users.client_of(journalist)
        link = link_in(self.make(head, journalist))
        answer = Client().post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})
        assert answer.status_code == 302
        journalist.refresh_from_db()
        assert journalist.check_password(PASSWORD)
        assert journalist.roles == {"journalist"}
        assert elsewhere.get("/admin/").status_code == 302

    def test_it_asks_for_a_confirmation(self, head: User, journalist: User) -> None:
        assert users.client_of(head).get(f"/admin/staff/user/{journalist.pk}/password/").status_code == 200
        assert not Invitation.objects.exists()

    def test_it_revokes_earlier_links(self, head: User, journalist: User) -> None:
        first = link_in(self.make(head, journalist))
        second = link_in(self.make(head, journalist))
        assert [Client().get(link).status_code for link in (first, second)] == [404, 200]

    def test_it_ends_with_the_account(self, head: User, journalist: User) -> None:
        link = link_in(self.make(head, journalist))
        accounts.deactivate(journalist, by=head)
        assert Client().get(link).status_code == 404

    @pytest.mark.parametrize("key", ["editor", "journalist2", "moderator"])
    def test_it_is_for_the_head_only(self, key: str, journalist: User) -> None:
        assert self.make(users.member(key), journalist).status_code == 403
        assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_concurrent_requests_one_succeeds() -> None:
    head = users.member("head")
    link = invited(head)
    barrier = threading.Barrier(2)
    answers: list[int] = []

    def run(username: str) -> None:
        try:
            barrier.wait(timeout=20)
            answers.append(Client().post(link, {**CHOSEN, "username": username}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == [302, 404]
    assert User.objects.filter(username__in=["one", "two"]).count() == 1
