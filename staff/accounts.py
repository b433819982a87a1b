"""Changes of accounts: giving roles, closing and opening, deleting. Each change is logged to `staff.security`."""

import logging
from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from newsroom.exceptions import InvalidState, NotPermitted
from staff.models import Role, User

log = logging.getLogger("staff.security")

NOT_HEAD = _("Роли даёт и вход закрывает только руководитель.")
OWN_ROLES = _("Себе роль добавить нельзя: попросите другого руководителя.")
LAST_HEAD = _("Это последний действующий руководитель: сначала дайте эту роль кому-то ещё.")
ROBOT = _("Это учётная запись программы, её не меняют.")
IS_REFERENCED = _("Удалить нельзя: человек уже оставил след в редакции (%(where)s). Закройте ему вход.")


def grant(user: User, roles: Iterable[str], *, by: User | None) -> None:
    """Give the user exactly these roles.

    `by` is the head who does it, or None for the server's owner (commands, demo, tests).
    Raises NotPermitted if `by` is not an active head or adds a role to their own account, InvalidState if it would
    take the role from the last active head, ValueError for an unknown role.
    """
    wanted = {Role(role).value for role in roles}
    with transaction.atomic():
        _lock_accounts(user, by)
        user.clear_permission_cache()
        if by is not None and by.pk == user.pk and wanted - user.roles:
            raise NotPermitted(OWN_ROLES)
        if Role.HEAD not in wanted:
            _require_another_head(user)
        before = user.roles
        User.objects.filter(pk=user.pk).update(version=F("version") + 1)
        user.groups.set(Group.objects.filter(name__in=wanted))
        user.clear_permission_cache()
    log.info("roles of user %s: %s -> %s by %s", user.pk, sorted(before), sorted(wanted), by and by.pk)


def save_account(user: User, roles: Iterable[str], *, fields: Iterable[str], by: User) -> None:
    """Save these columns and the roles of an account as one version. Raises EditConflict, and what `grant` raises."""
    with transaction.atomic():
        _lock_accounts(user, by)
        user.bump_version()
        if columns := list(fields):
            user.save(update_fields=columns)
        if set(roles) != user.roles:
            grant(user, roles, by=by)


def deactivate(user: User, *, by: User | None) -> None:
    """Close the account; open sessions end with their next request."""
    with transaction.atomic():
        _lock_accounts(user, by)
        _require_another_head(user)
        _set_active(user, False)
    log.info("user %s deactivated by %s", user.pk, by and by.pk)


def reactivate(user: User, *, by: User | None) -> None:
    """Open a closed account again, with its former roles and password."""
    with transaction.atomic():
        _lock_accounts(user, by)
        _set_active(user, True)
    log.info("user %s reactivated by %s", user.pk, by and by.pk)


def delete(user: User, *, by: User | None) -> None:
    """Delete an account to which nothing refers. Raises InvalidState otherwise: such accounts are deactivated."""
    pk = user.pk
    with transaction.atomic():
        _lock_accounts(user, by)
        if obstacle := deletion_obstacle(user):
            raise InvalidState(obstacle)
        user.delete()
    log.info("user %s deleted by %s", pk, by and by.pk)


def deletion_obstacle(user: User) -> str | None:
    """Return why this account may not be deleted, as a sentence, or None."""
    if user.is_robot:
        return str(ROBOT)
    if is_last_head(user):
        return str(LAST_HEAD)
    if references := user.references():
        return str(IS_REFERENCED) % {"where": ", ".join(references)}
    return None


def is_last_head(user: User) -> bool:
    heads = set(_active_heads().values_list("pk", flat=True))
    return heads == {user.pk}


def _set_active(user: User, is_active: bool) -> None:
    User.objects.filter(pk=user.pk).update(is_active=is_active)
    user.is_active = is_active
    user.clear_permission_cache()


def _lock_accounts(user: User, by: User | None) -> None:
    """Serialise changes of accounts, then check again that `by` is a head.

    The UPDATE locks a row on PostgreSQL and the database on SQLite, which ignores SELECT FOR UPDATE. Of two heads who
    demote each other at the same time, the second is no longer a head here.
    """
    Group.objects.filter(name=Role.HEAD).update(name=Role.HEAD)
    if user.is_robot:
        raise NotPermitted(ROBOT)
    if by is not None and not _active_heads().filter(pk=by.pk).exists():
        raise NotPermitted(NOT_HEAD)


def _active_heads() -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_robot=False, groups__name=Role.HEAD)


def _require_another_head(user: User) -> None:
    if is_last_head(user):
        raise InvalidState(LAST_HEAD)
