"""The admin of users, through HTTP."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.exceptions import InvalidState
from staff import accounts
from staff.models import User
from staff.permission_groups import scheduler
from tests import users
from tests.articles.admin.forms_sent import stored_version

LIST = "/admin/staff/user/"

pytestmark = pytest.mark.django_db


def page_of(user: User, name: str = "change") -> str:
    return f"{LIST}{user.pk}/{name}/"


def save(client: Client, user: User, **changed: Any) -> Any:
    data = {
        "name": user.name, "username": user.username, "email": user.email, "language": user.language,
        "roles": sorted(user.roles), "version": stored_version(user),
    }  # fmt: skip
    return client.post(page_of(user), {**data, **changed})


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


class TestAccess:
    @pytest.mark.parametrize("key", [key for key in users.USERS if key != "head"])
    def test_it_is_for_the_head_only(self, key: str, journalist2: User) -> None:
        client = users.client_of(users.member(key))
        refused = 302 if key == "outsider" else 403
        for name in ("change", "delete", "deactivate", "reactivate", "password", "history"):
            assert client.get(page_of(journalist2, name)).status_code == refused
            assert client.post(page_of(journalist2, name), {"roles": ["head"], "post": "yes"}).status_code == 403
        assert client.get(LIST).status_code == refused
        after = fresh(journalist2)
        assert (after.is_active, after.roles) == (True, {"journalist"})

    def test_it_shows_the_head_everybody_but_the_robot(self, head: User, moderator: User) -> None:
        answer = users.client_of(head).get(LIST)
        assert "Өркен Ғабдолла" in answer.content.decode()
        assert "Планировщик" not in answer.content.decode()
        assert users.client_of(head).get(page_of(scheduler())).status_code == 302

    def test_the_number_of_queries_is_constant(self, head: User) -> None:
        client = users.client_of(head)
        client.get(LIST)
        with CaptureQueriesContext(connection) as few:
            client.get(LIST)
        for number in range(10):
            users.make(f"more{number}", "", "journalist", with_person=False)
        with CaptureQueriesContext(connection) as many:
            client.get(LIST)
        assert len(many) == len(few)

    def test_it_finds_people_in_cyrillic_of_any_case(self, head: User, moderator: User) -> None:
        answer = users.client_of(head).get(LIST, {"q": "өРКЕН"})
        assert [user.username for user in answer.context["cl"].result_list] == ["moderator"]

    def test_it_finds_people_by_role(self, head: User, writer_corrector: User, corrector: User) -> None:
        answer = users.client_of(head).get(LIST, {"role": "corrector"})
        assert {user.username for user in answer.context["cl"].result_list} == {"corrector", "writer_corrector"}

    def test_it_cannot_filter_by_the_password_hash(self, head: User) -> None:
        answer = users.client_of(head).get(LIST, {"password__startswith": "md5"})
        assert answer.status_code in (302, 400)

    def test_it_never_shows_the_hash_of_a_password(self, head: User, editor: User) -> None:
        assert editor.password not in users.client_of(head).get(page_of(editor)).content.decode()

    def test_it_adds_nobody_by_hand(self, head: User) -> None:
        assert users.client_of(head).get(f"{LIST}add/").status_code == 403
        assert "/admin/staff/invitation/add/" in users.client_of(head).get(LIST).content.decode()

    def test_groups_have_no_admin(self, head: User) -> None:
        assert users.client_of(head).get("/admin/auth/group/").status_code == 404


class TestRoles:
    def test_it_adds_and_removes_roles(self, head: User, journalist: User) -> None:
        assert save(users.client_of(head), journalist, roles=["corrector", "moderator"]).status_code == 302
        assert fresh(journalist).roles == {"corrector", "moderator"}
        assert LogEntry.objects.filter(user=head, object_id=str(journalist.pk)).exists()

    def test_changed_roles_apply_to_the_next_request(self, head: User, journalist: User) -> None:
        theirs = users.client_of(journalist)
        assert theirs.get("/admin/staff/person/").status_code == 200
        save(users.client_of(head), journalist, roles=["moderator"])
        assert theirs.get("/admin/staff/person/").status_code == 403

    def test_all_roles_can_be_removed(self, head: User, journalist: User) -> None:
        theirs = users.client_of(journalist)
        save(users.client_of(head), journalist, roles=[])
        assert theirs.get("/admin/").status_code == 302

    def test_forged_fields_are_ignored(self, head: User, journalist: User) -> None:
        group = Group.objects.get(name="head")
        every = Permission.objects.values_list("pk", flat=True)
        save(
            users.client_of(head), journalist,
            is_superuser="on", is_staff="on", groups=[group.pk], user_permissions=list(every), is_robot="on",
            is_active="", password="md5$x$y", username_key="head",
        )  # fmt: skip
        after = fresh(journalist)
        assert after.roles == {"journalist"}
        assert (after.is_superuser, after.is_robot, after.is_active) == (False, False, True)
        assert after.check_password(users.PASSWORD)

    def test_it_refuses_an_unknown_role(self, head: User, journalist: User) -> None:
        answer = save(users.client_of(head), journalist, roles=["owner"])
        assert "roles" in answer.context["adminform"].form.errors
        assert fresh(journalist).roles == {"journalist"}

    def test_heads_cannot_add_roles_to_themselves(self, head: User) -> None:
        answer = save(users.client_of(head), head, roles=["head", "corrector"])
        assert "Себе роль добавить нельзя" in answer.content.decode()
        assert fresh(head).roles == {"head"}

    def test_it_keeps_the_last_head(self, head: User) -> None:
        answer = save(users.client_of(head), head, roles=["editor"])
        assert "Себе роль добавить нельзя" in answer.content.decode()
        answer = save(users.client_of(head), head, roles=[])
        assert "последний действующий руководитель" in answer.content.decode()
        assert fresh(head).roles == {"head"}

    def test_a_refusal_while_saving_is_shown(
        self, head: User, journalist: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*args: Any, **kwargs: Any) -> None:
            raise InvalidState(accounts.LAST_HEAD)

        monkeypatch.setattr(accounts, "grant", refuse)
        answer = save(users.client_of(head), journalist, roles=["editor"], name="Другое имя")
        assert answer.status_code == 302
        page = users.client_of(head)
        page.cookies = answer.cookies
        assert fresh(journalist).name == "Пётр Щегольков"


class TestFields:
    def test_it_changes_name_login_address_and_language(self, head: User, journalist: User) -> None:
        save(
            users.client_of(head), journalist,
            name=" Пётр\u200b  Щеглов ", username="Щеглов", email="p@example.kz", language="kk",
        )  # fmt: skip
        after = fresh(journalist)
        assert (after.name, after.username, after.email, after.language) == (
            "Пётр Щеглов",
            "Щеглов",
            "p@example.kz",
            "kk",
        )
        assert User.objects.get_by_natural_key("щеглов") == after

    @pytest.mark.parametrize(
        "bad",
        [
            {"name": ""},
            {"name": "я" * 121},
            {"username": ""},
            {"username": "я" * 61},
            {"username": "с пробелом"},
            {"username": "a\x00b"},
            {"username": "HEAD"},
            {"username": "HEАD"},
            {"email": "не адрес"},
            {"language": "en"},
        ],
    )
    def test_it_refuses_bad_input_at_the_field(self, head: User, journalist: User, bad: dict[str, str]) -> None:
        answer = save(users.client_of(head), journalist, **bad)
        assert answer.status_code == 200
        assert set(answer.context["adminform"].form.errors) == set(bad)

    def test_it_saves_only_changed_columns(self, head: User, journalist: User) -> None:
        client = users.client_of(head)
        page = save(client, journalist, name="Пётр Щеглов")
        with CaptureQueriesContext(connection) as statements:
            save(client, fresh(journalist), language="kk")
        updates = [sql["sql"] for sql in statements if sql["sql"].startswith('UPDATE "staff_user"')]
        assert page.status_code == 302
        assert any('"language"' in update for update in updates)
        assert not any('"name"' in update or '"password"' in update for update in updates)


class TestClosing:
    def test_it_asks_then_closes_and_ends_the_sessions(self, head: User, journalist: User) -> None:
        theirs = users.client_of(journalist)
        client = users.client_of(head)
        assert client.get(page_of(journalist, "deactivate")).status_code == 200
        assert fresh(journalist).is_active
        assert client.post(page_of(journalist, "deactivate")).status_code == 302
        assert not fresh(journalist).is_active
        assert theirs.get("/admin/").status_code == 302

    def test_it_opens_again(self, head: User, journalist: User) -> None:
        accounts.deactivate(journalist, by=head)
        users.client_of(head).post(page_of(journalist, "reactivate"))
        assert fresh(journalist).roles == {"journalist"}
        assert fresh(journalist).is_staff

    def test_the_last_head_cannot_be_closed(self, head: User) -> None:
        answer = users.client_of(head).post(page_of(head, "deactivate"), follow=True)
        assert "последний действующий руководитель" in answer.content.decode()
        assert fresh(head).is_active


class TestDeleting:
    def test_it_deletes_an_account_that_did_nothing(self, head: User, outsider: User) -> None:
        client = users.client_of(head)
        assert client.get(page_of(outsider, "delete")).status_code == 200
        assert client.post(page_of(outsider, "delete"), {"post": "yes"}).status_code == 302
        assert not User.objects.filter(pk=outsider.pk).exists()

    def test_it_keeps_an_account_in_use_and_says_why(self, head: User, journalist: User) -> None:
        answer = users.client_of(head).post(page_of(journalist, "delete"), {"post": "yes"}, follow=True)
        assert "уже оставил след" in answer.content.decode()
        assert User.objects.filter(pk=journalist.pk).exists()

    def test_it_keeps_the_last_head(self, head: User) -> None:
        lonely = users.make("lonely", "", "head", with_person=False)
        accounts.deactivate(head, by=lonely)
        answer = users.client_of(lonely).post(page_of(lonely, "delete"), {"post": "yes"}, follow=True)
        assert "последний действующий руководитель" in answer.content.decode()
        assert User.objects.filter(pk=lonely.pk).exists()

    def test_it_has_no_bulk_deletion(self, head: User, outsider: User) -> None:
        chosen = {"action": "delete_selected", "_selected_action": [outsider.pk], "post": "yes"}
        users.client_of(head).post(LIST, chosen)
        assert User.objects.filter(pk=outsider.pk).exists()


class TestOwnPassword:
    def change(self, client: Client, old: str, new: str = "Берег-и-камыш-19") -> Any:
        data = {"old_password": old, "new_password1": new, "new_password2": new}
        return client.post("/admin/password_change/", data)

    @pytest.mark.parametrize("key", ["head", "journalist", "moderator"])
    def test_it_is_for_everybody_and_ends_the_other_sessions(self, key: str) -> None:
        user = users.member(key)
        here, elsewhere = users.client_of(user), users.client_of(user)
        assert self.change(here, users.PASSWORD).status_code == 302
        assert here.get("/admin/").status_code == 200
        assert elsewhere.get("/admin/").status_code == 302

    def test_it_requires_the_old_password(self, journalist: User) -> None:
        assert self.change(users.client_of(journalist), "не тот").status_code == 200
        assert fresh(journalist).check_password(users.PASSWORD)
