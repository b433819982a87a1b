"""Accounts: unique logins and addresses, permissions by roles only."""

import pytest
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from staff.models import User
from tests import users

pytestmark = pytest.mark.django_db


class TestLogin:
    @pytest.mark.parametrize(
        ("first", "second"),
        [("pyotr", "Pyotr"), ("әсел", "ӘСЕЛ"), ("ғалым.қ", "Ғалым.Қ"), ("ёлка", "ЁЛКА"), ("ｆｕｌｌ", "full")],
    )
    def test_it_is_unique_ignoring_case(self, first: str, second: str) -> None:
        User.objects.create_user(first)
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create_user(second)
        with pytest.raises(ValidationError) as refused:
            User(username=second, password="x").full_clean()
        assert "username" in refused.value.message_dict

    def test_it_is_found_ignoring_case(self) -> None:
        user = User.objects.create_user("Әсел")
        assert User.objects.get_by_natural_key("әСЕЛ") == user

    def test_its_key_is_saved_with_a_single_column(self) -> None:
        user = User.objects.create_user("first")
        user.username = "Second"
        user.save(update_fields=["username"])
        assert User.objects.get_by_natural_key("second") == user


class TestLookAlikes:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("head", "HEАD"),
            ("head", "һеаd"),
            ("HEAD", "НЕАD"),
            ("кот", "KOT"),
            ("copa", "сора"),
            ("mike", "mıke"),
            ("pot", "ΡΟΤ"),
        ],
    )
    def test_a_login_that_looks_like_another_one_is_refused(self, first: str, second: str) -> None:
        User.objects.create_user(first)
        with pytest.raises(ValidationError) as refused:
            User(username=second, password="x").full_clean()
        assert refused.value.message_dict["username"] == ["Этот логин не отличить на вид от другого. Выберите иной."]
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create_user(second)

    @pytest.mark.parametrize(
        ("first", "second"), [("гүлия", "гулия"), ("қанат", "канат"), ("head", "heap"), ("айна", "айша")]
    )
    def test_different_logins_are_accepted(self, first: str, second: str) -> None:
        User.objects.create_user(first)
        User.objects.create_user(second)
        assert User.objects.get_by_natural_key(first) != User.objects.get_by_natural_key(second)

    def test_a_login_is_not_found_by_its_look_alike(self) -> None:
        User.objects.create_user("head")
        with pytest.raises(User.DoesNotExist):
            User.objects.get_by_natural_key("HEАD")


class TestAddress:
    def test_it_is_unique_if_given(self) -> None:
        User.objects.create_user("one", email="Fekla@example.kz")
        User.objects.create_user("two")
        User.objects.create_user("three")
        with pytest.raises(ValidationError) as refused:
            User(username="four", password="x", email="fekla@EXAMPLE.kz").full_clean()
        assert "email" in refused.value.message_dict
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create_user("four", email="fekla@EXAMPLE.kz")

    def test_look_alike_addresses_differ(self) -> None:
        User.objects.create_user("one", email="mike@example.kz")
        User(username="two", password="x", email="mıke@example.kz").clean()


class TestNoOtherPermissions:
    @pytest.mark.parametrize("column", ["is_superuser", "is_staff", "user_permissions"])
    def test_there_are_no_permission_columns(self, column: str) -> None:
        with pytest.raises(FieldDoesNotExist):
            User._meta.get_field(column)
        with pytest.raises((AttributeError, TypeError)):
            User(username="x", **{column: True})

    def test_it_is_staff_by_role(self, journalist: User, outsider: User) -> None:
        assert journalist.is_staff
        assert not outsider.is_staff

    def test_createsuperuser_creates_a_head(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", users.PASSWORD)
        call_command("createsuperuser", username="boss", name="Бас редактор", interactive=False, verbosity=0)
        boss = User.objects.get(username="boss")
        assert boss.roles == {"head"}
        assert not boss.is_superuser
        assert not boss.has_perm("articles.fix_typo_article")

    def test_roles_and_permissions_are_read_once(
        self, editor: User, django_assert_num_queries: pytest.FixtureRequest
    ) -> None:
        user = User.objects.get(pk=editor.pk)
        with django_assert_num_queries(1):  # type: ignore[operator]
            for _time in range(3):
                assert user.is_staff
                assert user.has_perm("articles.publish_article")
                assert not user.has_perm("staff.change_user")
