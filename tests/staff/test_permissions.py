"""The permission matrix, compared with a table written here, and its groups in the database."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from staff import accounts, permission_groups
from staff.accounts import grant
from staff.models import Role, User
from staff.permissions import PERMISSION_MATRIX, permissions_of
from tests import users

HEAD, EDITOR, JOURNALIST, CORRECTOR, MODERATOR = "head", "editor", "journalist", "corrector", "moderator"
WRITERS = {HEAD, EDITOR, JOURNALIST}
REVIEWERS = {HEAD, EDITOR, CORRECTOR}
EDITORS = {HEAD, EDITOR}
ALL_BUT_MODERATOR = {HEAD, EDITOR, JOURNALIST, CORRECTOR}

# Written independently of the product's matrix, so that a change of either is noticed.
EXPECTED: dict[str, set[str]] = {
    "articles.view_article": ALL_BUT_MODERATOR,
    "articles.add_article": WRITERS,
    "articles.change_article": ALL_BUT_MODERATOR,
    "articles.edit_any_article": EDITORS,
    "articles.submit_article": WRITERS,
    "articles.claim_article": REVIEWERS,
    "articles.send_back_article": REVIEWERS,
    "articles.schedule_article": EDITORS,
    "articles.publish_article": EDITORS,
    "articles.force_publish_article": EDITORS,
    "articles.revise_article": WRITERS,
    "articles.fix_typo_article": {CORRECTOR},
    "articles.place_article": EDITORS,
    "articles.view_articletemplate": EDITORS,
    "articles.add_articletemplate": EDITORS,
    "articles.change_articletemplate": EDITORS,
    "articles.delete_articletemplate": EDITORS,
    "digests.view_digest": ALL_BUT_MODERATOR,
    "digests.add_digest": WRITERS,
    "digests.change_digest": WRITERS,
    "digests.approve_digest": REVIEWERS,
    "digests.publish_digest": EDITORS,
    "website.view_frontpick": EDITORS,
    "website.change_frontpick": EDITORS,
    "articles.withdraw_article": EDITORS,
    "articles.spike_article": WRITERS,
    "website.view_section": ALL_BUT_MODERATOR,
    "website.add_section": EDITORS,
    "website.change_section": EDITORS,
    "website.delete_section": EDITORS,
    "website.view_tag": ALL_BUT_MODERATOR,
    "website.add_tag": WRITERS,
    "website.change_tag": EDITORS,
    "website.delete_tag": EDITORS,
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
    "images.publish_image": EDITORS,
    "images.delete_image": EDITORS,
    "body.view_factbox": ALL_BUT_MODERATOR,
    "body.add_factbox": ALL_BUT_MODERATOR,
    "body.change_factbox": ALL_BUT_MODERATOR,
    "body.view_attachment": ALL_BUT_MODERATOR,
    "body.change_attachment": ALL_BUT_MODERATOR,
    "body.add_attachment": WRITERS,
    "body.delete_attachment": EDITORS,
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


def all_permissions() -> set[str]:
    permissions = Permission.objects.select_related("content_type")
    return {f"{found.content_type.app_label}.{found.codename}" for found in permissions}


@pytest.mark.django_db
class TestMatrix:
    @pytest.mark.parametrize("role", Role.values)
    def test_each_role_has_exactly_the_expected_permissions(self, role: str) -> None:
        user = users.make("probe", "", role)
        assert {permission for permission in all_permissions() if user.has_perm(permission)} == {
            permission for permission, expected_roles in EXPECTED.items() if role in expected_roles
        }

    def test_all_its_permissions_exist(self) -> None:
        assert set(EXPECTED) <= all_permissions()

    def test_two_roles_add_up(self, writer_corrector: User) -> None:
        assert writer_corrector.get_all_permissions() == permissions_of("journalist") | permissions_of("corrector")

    def test_a_closed_account_has_no_permissions(self, head: User, editor: User) -> None:
        accounts.deactivate(editor, by=head)
        assert editor.get_all_permissions() == set()
        assert not editor.is_staff

    def test_a_group_that_is_not_a_role_gives_nothing(self, outsider: User) -> None:
        group = Group.objects.create(name="друзья")
        group.permissions.set(Permission.objects.all())
        outsider.groups.add(group)
        outsider.clear_permission_cache()
        assert outsider.get_all_permissions() == set()
        assert outsider.roles == frozenset()
        assert not outsider.is_staff

    def test_sync_removes_a_permission_outside_the_matrix(self, moderator: User) -> None:
        Group.objects.get(name="moderator").permissions.set(Permission.objects.all())
        permission_groups.sync()
        assert User.objects.get(pk=moderator.pk).get_all_permissions() == set()

    def test_sync_is_idempotent(self, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
        before = set(Group.permissions.through.objects.values_list("pk", flat=True))
        permission_groups.sync()
        assert set(Group.permissions.through.objects.values_list("pk", flat=True)) == before

    def test_users_are_found_by_permission(self, head: User, corrector: User, journalist: User) -> None:
        accounts.deactivate(corrector, by=None)
        assert list(User.objects.with_perm("articles.claim_article")) == [head]
        assert list(User.objects.with_perm("articles.fix_typo_article")) == []

    def test_an_unknown_role_is_an_error(self, outsider: User) -> None:
        with pytest.raises(ValueError, match="owner"):
            grant(outsider, ["owner"], by=None)
        with pytest.raises(KeyError):
            permissions_of("owner")


class TestTable:
    @pytest.mark.parametrize(
        ("language", "words"),
        [("ru", ("руководитель", "право", "публикует")), ("kk", ("жетекші", "құқық", "жариялайды"))],
    )
    def test_the_command_prints_it(
        self, language: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("roles", language=language)
        printed = capsys.readouterr().out
        lines = printed.splitlines()
        assert len(lines) == len(PERMISSION_MATRIX) + 1
        for word in words:
            assert word in printed
        assert [line.count("●") for line in lines[1:]] == [len(row.roles.replace("-", "")) for row in PERMISSION_MATRIX]
