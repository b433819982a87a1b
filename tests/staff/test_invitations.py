"""One-time links: creating, using and revoking them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from newsroom.exceptions import ActionRefused
from staff import invitations, team
from staff.accounts import grant
from staff.models import Invitation, KnownDevice, Person, User
from tests import users
from tests.staff.invitation_forms import CHOSEN, PASSWORD, ask, invited, link_in

pytestmark = pytest.mark.django_db


class TestCreating:
    def test_it_shows_the_head_the_link_once(self, head: User, settings: Any) -> None:
        answer = ask(users.client_of(head))
        token = link_in(answer).split("/")[-2]
        assert answer.status_code == 200
        assert f"{settings.SITE_URL}/admin/invitation/{token}/" in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        row = Invitation.objects.get()
        assert row.invited_by == head
        assert token not in str(Invitation.objects.values().get())
        pages = [users.client_of(head).get(f"/admin/staff/invitation/{path}") for path in ("", f"{row.pk}/change/")]
        assert [page.status_code for page in pages] == [200, 200]
        assert all(token not in page.content.decode() for page in pages)

    def test_the_mail_is_in_the_language_of_the_invitation(
        self, head: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        link = invited(head, email="fekla@example.kz", language="kk")
        (letter,) = mail.outbox
        assert letter.to == ["fekla@example.kz"]
        assert link in letter.body
        assert "Вас пригласили" not in letter.body

    def test_without_an_address_nothing_is_mailed(self, head: User) -> None:
        invited(head)
        assert mail.outbox == []

    def test_a_failed_mail_is_reported(self, head: User, settings: Any) -> None:
        settings.EMAIL_BACKEND = "nowhere.Backend"
        answer = ask(users.client_of(head), email="fekla@example.kz")
        assert "не ушло" in answer.content.decode()
        assert Client().get(link_in(answer)).status_code == 200

    @pytest.mark.parametrize("key", [key for key in users.USERS if key != "head"])
    def test_it_is_for_the_head_only(self, key: str) -> None:
        user = users.member(key)
        answer = ask(users.client_of(user))
        assert answer.status_code == 403
        assert not Invitation.objects.exists()
        with pytest.raises(ActionRefused):
            invitations.invite(Invitation(name="X", roles=["head"]), by=user)

    def test_forged_fields_are_ignored(self, head: User, editor: User) -> None:
        past = timezone.now() + timedelta(days=900)
        ask(
            users.client_of(head),
            user=head.pk, token_hash="f" * 64, expires_at=past, invited_by=editor.pk, used_at="",
        )  # fmt: skip
        row = Invitation.objects.get()
        assert row.user is None
        assert row.invited_by == head
        assert row.token_hash != "f" * 64
        assert row.expires_at < timezone.now() + timedelta(days=8)

    @pytest.mark.parametrize(
        "bad",
        [
            {"name": ""},
            {"name": "я" * 121},
            {"name": "\u202e\u200b"},
            {"email": "не адрес"},
            {"email": "HEAD@example.kz"},
            {"roles": ["owner"]},
            {"roles": []},
            {"language": "en"},
            {"person": "999999"},
        ],
    )
    def test_it_refuses_bad_input_at_the_field(self, head: User, bad: dict[str, Any]) -> None:
        User.objects.filter(pk=head.pk).update(email="head@example.kz", email_key="head@example.kz")
        answer = ask(users.client_of(head), **bad)
        assert answer.status_code == 200
        assert set(answer.context["adminform"].form.errors) == set(bad)
        assert not Invitation.objects.exists()

    def test_it_normalises_pasted_text(self, head: User) -> None:
        ask(users.client_of(head), name="  Фёкла\u200b \u202eЦыганкова ")
        assert Invitation.objects.get().name == "Фёкла Цыганкова"

    def test_it_cannot_be_changed_or_deleted_afterwards(self, head: User) -> None:
        invited(head)
        row = Invitation.objects.get()
        client = users.client_of(head)
        page = f"/admin/staff/invitation/{row.pk}"
        assert client.post(f"{page}/change/", {"roles": ["head"], "name": "X", "language": "ru"}).status_code == 403
        assert client.post(f"{page}/delete/", {"post": "yes"}).status_code == 403
        row.refresh_from_db()
        assert row.roles == ["journalist"]


class TestAccepting:
    def test_it_creates_the_account_and_logs_in(self, head: User) -> None:
        link = invited(head, roles=["journalist", "moderator"], language="kk", email="fekla@example.kz")
        client = Client()
        assert client.get(link).status_code == 200
        answer = client.post(link, CHOSEN)
        assert (answer.status_code, answer["Location"]) == (302, "/admin/")
        user = User.objects.get(username="фёкла")
        assert user.roles == {"journalist", "moderator"}
        assert (user.name, user.language, user.email) == ("Фёкла Цыганкова", "kk", "fekla@example.kz")
        assert user.check_password(PASSWORD)
        assert user.person.name_ru == "Фёкла Цыганкова"
        assert not user.person.on_team
        assert client.get("/admin/password_change/").status_code == 200
        assert KnownDevice.objects.filter(user=user).exists()

    def test_it_assigns_an_existing_person(self, head: User) -> None:
        person = Person(name_ru="Фёкла Цыганкова", on_team=True)
        team.save_person(person, by=None)
        Client().post(invited(head, person=person.pk), CHOSEN)
        person.refresh_from_db()
        assert person.user == User.objects.get(username="фёкла")
        assert person.on_team

    def test_a_person_with_an_account_is_refused(self, head: User, journalist: User) -> None:
        answer = ask(users.client_of(head), person=journalist.person.pk)
        assert set(answer.context["adminform"].form.errors) == {"person"}

    def test_the_page_is_in_the_language_of_the_invitation(self, head: User) -> None:
        answer = Client(headers={"Accept-Language": "ru"}).get(invited(head, language="kk"))
        assert "Вас пригласили" not in answer.content.decode()

    def test_it_works_once(self, head: User) -> None:
        link = invited(head)
        Client().post(link, CHOSEN)
        again = Client().post(link, {**CHOSEN, "username": "second"})
        assert again.status_code == 404
        assert not User.objects.filter(username="second").exists()

    def test_viewing_does_not_use_the_link(self, head: User) -> None:
        link = invited(head)
        for _time in range(3):
            assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
        assert Client().post(link, CHOSEN).status_code == 302

    @pytest.mark.parametrize(
        "bad",
        [
            {"username": ""},
            {"username": "head"},
            {"username": "HEAD"},
            {"username": "HEАD"},
            {"username": "с пробелом"},
            {"username": "a\x00b"},
            {"username": "я" * 61},
            {"new_password1": "12345678", "new_password2": "12345678"},
            {"new_password2": "другой-Пароль-77"},
            {"new_password1": "x" * 300, "new_password2": "x" * 300},
        ],
    )
    def test_it_refuses_a_bad_choice_and_keeps_the_link(self, head: User, bad: dict[str, str]) -> None:
        link = invited(head)
        answer = Client().post(link, {**CHOSEN, **bad})
        assert answer.status_code == 422
        assert answer.context["form"].errors
        assert User.objects.filter(is_robot=False).count() == 1
        assert Client().post(link, CHOSEN).status_code == 302

    def test_forged_fields_are_ignored(self, head: User) -> None:
        Client().post(invited(head), {**CHOSEN, "roles": ["head"], "is_superuser": "1", "groups": "1", "is_staff": "1"})
        user = User.objects.get(username="фёкла")
        assert user.roles == {"journalist"}
        assert not user.is_superuser

    def test_it_requires_the_csrf_token(self, head: User) -> None:
        assert Client(enforce_csrf_checks=True).post(invited(head), CHOSEN).status_code == 403

    def test_an_address_in_use_is_left_out(self, head: User, editor: User) -> None:
        link = invited(head, email="fekla@example.kz")
        editor.email = "Fekla@example.kz"
        editor.save()
        assert Client().post(link, CHOSEN).status_code == 302
        assert User.objects.get(username="фёкла").email == ""


class TestInvalidLinks:
    def invalid_links(self, head: User) -> dict[str, str]:
        """Return an invalid link of each kind."""
        links = {kind: invited(head) for kind in ("used", "revoked", "expired")}
        rows = dict(zip(links, Invitation.objects.order_by("pk"), strict=True))
        Client().post(links["used"], CHOSEN)
        invitations.revoke(rows["revoked"], by=head)
        Invitation.objects.filter(pk=rows["expired"].pk).update(expires_at=timezone.now())
        return {**links, "unknown": "/admin/invitation/nobody-ever-made-this/"}

    def test_all_get_the_same_answer(self, head: User) -> None:
        answers = {kind: Client().get(link) for kind, link in self.invalid_links(head).items()}
        assert {answer.status_code for answer in answers.values()} == {404}
        assert len({answer.content for answer in answers.values()}) == 1
        assert "попросите руководителя" in answers["used"].content.decode()

    def test_a_post_does_nothing(self, head: User) -> None:
        for link in self.invalid_links(head).values():
            assert Client().post(link, {**CHOSEN, "username": "second"}).status_code == 404
        assert not User.objects.filter(username="second").exists()

    def test_it_ends_when_its_author_is_no_longer_a_head(self, head: User) -> None:
        second = users.make("second", "", "head")
        link = invited(second, roles=["head"])
        grant(second, ["editor"], by=head)
        assert Client().get(link).status_code == 404
        assert Client().post(link, CHOSEN).status_code == 404
        assert not User.objects.filter(username="фёкла").exists()

    def test_it_is_not_accepted_if_the_head_was_demoted_meanwhile(self, head: User) -> None:
        second = users.make("second", "", "head")
        invitation = Invitation(name="Фёкла", roles=["head"], language="ru")
        invitations.invite(invitation, by=second)
        assert invitation.invited_by is not None
        assert invitation.invited_by.roles == {"head"}
        grant(User.objects.get(pk=second.pk), ["editor"], by=head)
        with pytest.raises(ActionRefused):
            invitations.accept(invitation, "fekla", PASSWORD)
        assert Invitation.objects.get().used_at is None
        assert not User.objects.filter(username="fekla").exists()


class TestRevoking:
    def test_it_is_for_the_head_only(self, head: User, editor: User) -> None:
        link = invited(head)
        address = f"/admin/staff/invitation/{Invitation.objects.get().pk}/revoke/"
        assert users.client_of(editor).post(address).status_code == 404
        assert users.client_of(head).get(address).status_code == 405
        assert Client().get(link).status_code == 200
        assert users.client_of(head).post(address).status_code == 302
        assert Client().get(link).status_code == 404
