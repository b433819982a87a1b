"""The matrix role × right against a table written here, and the door by which roles change."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from staff import permission_groups, roles
from staff.models import User
from staff.roles import Refused, Role, grant
from tests import users

HEAD, EDITOR, JOURNALIST, CORRECTOR, MODERATOR = "head", "editor", "journalist", "corrector", "moderator"
WRITERS = {HEAD, EDITOR, JOURNALIST}
READERS = {HEAD, EDITOR, CORRECTOR}
DESK = {HEAD, EDITOR}
ALL_BUT_MODERATOR = {HEAD, EDITOR, JOURNALIST, CORRECTOR}

# Written from the design, section 4 ("who"), and not from the product's matrix.
EXPECTED: dict[str, set[str]] = {
    "articles.view_article": ALL_BUT_MODERATOR,
    "articles.add_article": WRITERS,
    "articles.change_article": ALL_BUT_MODERATOR,
    "articles.edit_any_article": DESK,
    "articles.submit_article": WRITERS,
    "articles.claim_article": READERS,
    "articles.send_back_article": READERS,
    "articles.schedule_article": DESK,
    "articles.publish_article": DESK,
    "articles.force_publish_article": DESK,
    "articles.revise_article": WRITERS,
    "articles.fix_typo_article": {CORRECTOR},
    "articles.place_article": DESK,
    "digests.view_digest": ALL_BUT_MODERATOR,
    "digests.add_digest": WRITERS,
    "digests.change_digest": WRITERS,
    "digests.approve_digest": READERS,
    "digests.publish_digest": DESK,
    "website.view_frontpick": DESK,
    "website.change_frontpick": DESK,
    "articles.withdraw_article": DESK,
    "articles.spike_article": WRITERS,
    "website.view_section": ALL_BUT_MODERATOR,
    "website.add_section": DESK,
    "website.change_section": DESK,
    "website.delete_section": DESK,
    "website.view_tag": ALL_BUT_MODERATOR,
    "website.add_tag": WRITERS,
    "website.change_tag": DESK,
    "website.delete_tag": DESK,
    "articles.view_text": {HEAD},
    "articles.add_text": {HEAD},
    "articles.change_text": {HEAD},
    "articles.delete_text": {HEAD},
    "articles.publish_text": {HEAD},
    "website.view_outlet": {HEAD},
    "website.add_outlet": {HEAD},
    "website.change_outlet": {HEAD},
    "website.delete_outlet": {HEAD},
    "images.view_image": ALL_BUT_MODERATOR,
    "images.change_image": ALL_BUT_MODERATOR,
    "images.add_image": WRITERS,
    "images.delete_image": DESK,
    "staff.view_person": ALL_BUT_MODERATOR,
    "staff.view_position": ALL_BUT_MODERATOR,
    "staff.add_person": {HEAD},
    "staff.change_person": {HEAD},
    "staff.delete_person": {HEAD},
    "staff.add_position": {HEAD},
    "staff.change_position": {HEAD},
    "staff.delete_position": {HEAD},
    "staff.view_user": {HEAD},
    "staff.change_user": {HEAD},
    "staff.delete_user": {HEAD},
    "staff.view_invitation": {HEAD},
    "staff.add_invitation": {HEAD},
    "staff.change_invitation": {HEAD},
    "staff.delete_invitation": {HEAD},
}


def all_rights() -> set[str]:
    permissions = Permission.objects.select_related("content_type")
    return {f"{found.content_type.app_label}.{found.codename}" for found in permissions}


@pytest.mark.django_db
class TestMatrix:
    @pytest.mark.parametrize("role", Role.values)
    def test_it_gives_each_role_exactly_the_rights_of_the_table(self, role: str) -> None:
        user = users.make("probe", "", role)
        assert {right for right in all_rights() if user.has_perm(right)} == {
            right for right, holders in EXPECTED.items() if role in holders
        }

    def test_it_names_only_rights_that_exist(self) -> None:
        assert set(EXPECTED) <= all_rights()

    def test_it_adds_up_for_a_person_of_two_roles(self, writer_corrector: User) -> None:
        assert writer_corrector.get_all_permissions() == roles.rights_of("journalist") | roles.rights_of("corrector")

    def test_it_gives_nothing_to_a_closed_account(self, head: User, editor: User) -> None:
        roles.deactivate(editor, by=head)
        assert editor.get_all_permissions() == set()
        assert not editor.is_staff

    def test_it_gives_nothing_by_a_group_that_is_no_role(self, outsider: User) -> None:
        group = Group.objects.create(name="друзья")
        group.permissions.set(Permission.objects.all())
        outsider.groups.add(group)
        outsider.forget_rights()
        assert outsider.get_all_permissions() == set()
        assert outsider.roles == frozenset()
        assert not outsider.is_staff

    def test_it_takes_back_a_right_that_left_the_matrix(self, moderator: User) -> None:
        Group.objects.get(name="moderator").permissions.set(Permission.objects.all())
        permission_groups.sync()
        assert User.objects.get(pk=moderator.pk).get_all_permissions() == set()

    def test_it_changes_nothing_when_synchronised_again(self, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
        before = set(Group.permissions.through.objects.values_list("pk", flat=True))
        permission_groups.sync()
        assert set(Group.permissions.through.objects.values_list("pk", flat=True)) == before

    def test_it_finds_people_by_right(self, head: User, corrector: User, journalist: User) -> None:
        roles.deactivate(corrector, by=None)
        assert list(User.objects.with_right("articles.claim_article")) == [head]
        assert list(User.objects.with_right("articles.fix_typo_article")) == []

    def test_it_refuses_an_unknown_role(self, outsider: User) -> None:
        with pytest.raises(ValueError, match="owner"):
            grant(outsider, ["owner"], by=None)
        with pytest.raises(KeyError):
            roles.rights_of("owner")


class TestTable:
    @pytest.mark.parametrize(
        ("language", "words"),
        [("ru", ("руководитель", "право", "публикует")), ("kk", ("жетекші", "құқық", "жариялайды"))],
    )
    def test_it_is_printed_for_people(
        self, language: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("roles", language=language)
        printed = capsys.readouterr().out
        lines = printed.splitlines()
        assert len(lines) == len(roles.MATRIX) + 1
        for word in words:
            assert word in printed
        assert [line.count("●") for line in lines[1:]] == [len(line.holders.replace("-", "")) for line in roles.MATRIX]


@pytest.mark.django_db
class TestGrant:
    def test_it_is_the_head_who_gives_roles(self, head: User, outsider: User) -> None:
        grant(outsider, ["journalist", "moderator"], by=head)
        assert outsider.roles == {"journalist", "moderator"}
        assert User.objects.get(pk=outsider.pk).has_role("journalist")

    @pytest.mark.parametrize("key", [key for key in users.USERS if key != "head"])
    def test_it_refuses_everybody_else(self, key: str, outsider: User) -> None:
        with pytest.raises(Refused):
            grant(outsider, ["journalist"], by=users.member(key))
        assert User.objects.get(pk=outsider.pk).roles == frozenset()

    def test_it_asks_the_database_and_not_the_instance_who_is_head(self, head: User, outsider: User) -> None:
        second = users.make("second", "", "head")
        assert head.roles
        grant(User.objects.get(pk=head.pk), ["editor"], by=second)
        with pytest.raises(Refused):
            grant(outsider, ["head"], by=head)

    def test_it_adds_no_role_to_whoever_presses(self, head: User) -> None:
        with pytest.raises(Refused):
            grant(head, ["head", "corrector"], by=head)
        assert User.objects.get(pk=head.pk).roles == {"head"}

    def test_it_lets_a_head_step_down_if_another_stays(self, head: User) -> None:
        both = users.make("second", "", "head", "journalist")
        grant(both, ["journalist"], by=both)
        assert both.roles == {"journalist"}

    def test_it_refuses_to_change_the_robot(self, head: User) -> None:
        with pytest.raises(Refused):
            grant(permission_groups.scheduler(), ["head"], by=head)


@pytest.mark.django_db
class TestLastHead:
    def test_it_keeps_the_role(self, head: User) -> None:
        with pytest.raises(Refused):
            grant(head, ["editor"], by=head)
        with pytest.raises(Refused):
            grant(head, [], by=None)
        assert User.objects.get(pk=head.pk).roles == {"head"}

    def test_it_stays_active(self, head: User) -> None:
        with pytest.raises(Refused):
            roles.deactivate(head, by=head)
        assert User.objects.get(pk=head.pk).is_active

    def test_it_is_not_deleted(self, head: User) -> None:
        with pytest.raises(Refused):
            roles.remove(head, by=head)
        assert User.objects.filter(pk=head.pk).exists()

    def test_it_does_not_count_heads_whose_account_is_closed(self, head: User) -> None:
        second = users.make("second", "", "head")
        roles.deactivate(second, by=head)
        with pytest.raises(Refused):
            grant(head, ["editor"], by=head)

    def test_it_goes_when_another_head_is_there(self, head: User) -> None:
        second = users.make("second", "", "head")
        roles.deactivate(head, by=second)
        assert not User.objects.get(pk=head.pk).is_active
        roles.reactivate(head, by=second)
        assert User.objects.get(pk=head.pk).has_role("head")


@pytest.mark.django_db
class TestRemoval:
    def test_it_deletes_an_account_that_did_nothing(self, head: User, outsider: User) -> None:
        roles.remove(outsider, by=head)
        assert not User.objects.filter(username="outsider").exists()

    def test_it_keeps_an_account_that_left_a_trace(self, head: User, journalist: User) -> None:
        refusal = roles.reason_against_removal(journalist)
        assert refusal is not None
        assert "люди" in refusal
        with pytest.raises(Refused):
            roles.remove(journalist, by=head)
        assert User.objects.filter(pk=journalist.pk).exists()

    def test_it_is_for_the_head_only(self, editor: User, outsider: User) -> None:
        with pytest.raises(Refused):
            roles.remove(outsider, by=editor)


@pytest.mark.django_db
class TestRobot:
    def test_it_is_there_and_cannot_log_in(self) -> None:
        robot = permission_groups.scheduler()
        assert robot.is_robot
        assert not robot.has_usable_password()
        assert not robot.is_staff

    def test_it_cannot_log_in_even_with_a_password(self, client) -> None:  # type: ignore[no-untyped-def]
        robot = permission_groups.scheduler()
        robot.set_password(users.PASSWORD)
        robot.save()
        assert not client.login(username="scheduler", password=users.PASSWORD)

    def test_it_is_made_once(self) -> None:
        permission_groups.ensure_robot()
        assert User.objects.filter(is_robot=True).count() == 1
