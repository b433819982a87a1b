"""Changes of accounts: roles, closing, opening, deleting."""

import pytest

from newsroom.exceptions import ActionRefused
from staff import accounts, permission_groups
from staff.accounts import grant
from staff.models import User
from tests import users


@pytest.mark.django_db
class TestGrant:
    def test_a_head_gives_roles(self, head: User, outsider: User) -> None:
        grant(outsider, ["journalist", "moderator"], by=head)
        assert outsider.roles == {"journalist", "moderator"}
        assert User.objects.get(pk=outsider.pk).has_role("journalist")

    @pytest.mark.parametrize("key", [key for key in users.USERS if key != "head"])
    def test_it_refuses_everybody_else(self, key: str, outsider: User) -> None:
        with pytest.raises(ActionRefused):
            grant(outsider, ["journalist"], by=users.member(key))
        assert User.objects.get(pk=outsider.pk).roles == frozenset()

    def test_it_checks_the_head_in_the_database(self, head: User, outsider: User) -> None:
        second = users.make("second", "", "head")
        assert head.roles
        grant(User.objects.get(pk=head.pk), ["editor"], by=second)
        with pytest.raises(ActionRefused):
            grant(outsider, ["head"], by=head)

    def test_it_adds_no_role_to_the_acting_head(self, head: User) -> None:
        with pytest.raises(ActionRefused):
            grant(head, ["head", "corrector"], by=head)
        assert User.objects.get(pk=head.pk).roles == {"head"}

    def test_a_head_can_step_down_if_another_stays(self, head: User) -> None:
        both = users.make("second", "", "head", "journalist")
        grant(both, ["journalist"], by=both)
        assert both.roles == {"journalist"}

    def test_it_refuses_to_change_the_robot(self, head: User) -> None:
        with pytest.raises(ActionRefused):
            grant(permission_groups.scheduler(), ["head"], by=head)


@pytest.mark.django_db
class TestLastHead:
    def test_it_keeps_the_role(self, head: User) -> None:
        with pytest.raises(ActionRefused):
            grant(head, ["editor"], by=head)
        with pytest.raises(ActionRefused):
            grant(head, [], by=None)
        assert User.objects.get(pk=head.pk).roles == {"head"}

    def test_it_stays_active(self, head: User) -> None:
        with pytest.raises(ActionRefused):
            accounts.deactivate(head, by=head)
        assert User.objects.get(pk=head.pk).is_active

    def test_it_is_not_deleted(self, head: User) -> None:
        with pytest.raises(ActionRefused):
            accounts.delete(head, by=head)
        assert User.objects.filter(pk=head.pk).exists()

    def test_closed_accounts_do_not_count_as_heads(self, head: User) -> None:
        second = users.make("second", "", "head")
        accounts.deactivate(second, by=head)
        with pytest.raises(ActionRefused):
            grant(head, ["editor"], by=head)

    def test_it_can_be_closed_if_another_head_exists(self, head: User) -> None:
        second = users.make("second", "", "head")
        accounts.deactivate(head, by=second)
        assert not User.objects.get(pk=head.pk).is_active
        accounts.reactivate(head, by=second)
        assert User.objects.get(pk=head.pk).has_role("head")


@pytest.mark.django_db
class TestRemoval:
    def test_it_deletes_an_account_that_did_nothing(self, head: User, outsider: User) -> None:
        accounts.delete(outsider, by=head)
        assert not User.objects.filter(username="outsider").exists()

    def test_it_keeps_an_account_in_use(self, head: User, journalist: User) -> None:
        refusal = accounts.deletion_obstacle(journalist)
        assert refusal is not None
        assert "люди" in refusal
        with pytest.raises(ActionRefused):
            accounts.delete(journalist, by=head)
        assert User.objects.filter(pk=journalist.pk).exists()

    def test_it_is_for_the_head_only(self, editor: User, outsider: User) -> None:
        with pytest.raises(ActionRefused):
            accounts.delete(outsider, by=editor)


@pytest.mark.django_db
class TestRobot:
    def test_it_exists_and_cannot_log_in(self) -> None:
        robot = permission_groups.scheduler()
        assert robot.is_robot
        assert not robot.has_usable_password()
        assert not robot.is_staff

    def test_it_cannot_log_in_even_with_a_password(self, client) -> None:  # type: ignore[no-untyped-def]
        robot = permission_groups.scheduler()
        robot.set_password(users.PASSWORD)
        robot.save()
        assert not client.login(username="scheduler", password=users.PASSWORD)

    def test_each_robot_is_made_once(self) -> None:
        permission_groups.ensure_robots()
        assert set(User.objects.filter(is_robot=True).values_list("username", flat=True)) == set(
            permission_groups.ROBOTS
        )
