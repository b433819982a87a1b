"""Who may do what: the roles, the whole matrix role × right, and the door by which roles change.

What a person may do with one article (writer or reader of it) is in `articles.permissions`.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from staff.models import User

log = logging.getLogger("staff.security")


class Role(TextChoices):
    """What a person is in the newsroom. Somebody may hold any number of roles."""

    HEAD = "head", _("руководитель")
    EDITOR = "editor", _("редактор")
    JOURNALIST = "journalist", _("журналист")
    CORRECTOR = "corrector", _("корректор")
    MODERATOR = "moderator", _("модератор")


@dataclass(frozen=True)
class Line:
    """One line of the matrix: `holders` has a letter for each role that has all the rights."""

    holders: str
    label: Promise
    rights: tuple[str, ...]

    def is_held_by(self, role: str) -> bool:
        return LETTERS[role] in self.holders


LETTERS = {"head": "H", "editor": "E", "journalist": "J", "corrector": "C", "moderator": "M"}


def _line(holders: str, label: Promise, app: str, *rights: str) -> Line:
    return Line(holders, label, tuple(f"{app}.{right}" for right in rights))


def _all_of(model: str) -> tuple[str, ...]:
    return tuple(f"{verb}_{model}" for verb in ("add", "change", "delete", "view"))


# fmt: off
MATRIX: tuple[Line, ...] = (
    _line("HEJC-", _("видит материалы на рабочем месте"), "articles", "view_article"),
    _line("HEJ--", _("заводит материалы"), "articles", "add_article"),
    _line("HEJC-", _("правит текст, когда он у него"), "articles", "change_article"),
    _line("HE---", _("правит чужие черновики"), "articles", "edit_any_article"),
    _line("HEJ--", _("отправляет на вычитку, забирает обратно"), "articles", "submit_article"),
    _line("HE-C-", _("берёт на вычитку, одобряет"), "articles", "claim_article"),
    _line("HE-C-", _("возвращает на доработку"), "articles", "send_back_article"),
    _line("HE---", _("планирует выход"), "articles", "schedule_article"),
    _line("HE---", _("публикует"), "articles", "publish_article"),
    _line("HE---", _("выпускает молнию без вычитки"), "articles", "force_publish_article"),
    _line("HEJ--", _("открывает правку опубликованного"), "articles", "revise_article"),
    _line("---C-", _("исправляет опечатки на сайте"), "articles", "fix_typo_article"),
    _line("HE---", _("размещает: рубрика, теги, адрес"), "articles", "place_article"),
    _line("HEJC-", _("видит дайджесты"), "digests", "view_digest"),
    _line("HEJ--", _("пишет дайджесты"), "digests", "add_digest", "change_digest"),
    _line("HE-C-", _("вычитывает дайджесты"), "digests", "approve_digest"),
    _line("HE---", _("публикует и снимает дайджесты"), "digests", "publish_digest"),
    _line("HE---", _("собирает главную страницу"), "website", "view_frontpick", "change_frontpick"),
    _line("HE---", _("снимает с сайта, восстанавливает"), "articles", "withdraw_article"),
    _line("HEJ--", _("отправляет в корзину"), "articles", "spike_article"),
    _line("HEJC-", _("видит рубрики и теги"), "website", "view_section", "view_tag"),
    _line("HEJ--", _("заводит теги"), "website", "add_tag"),
    _line("HE---", _("ведёт теги"), "website", "change_tag", "delete_tag"),
    _line("HE---", _("ведёт рубрики"), "website", "add_section", "change_section", "delete_section"),
    _line("H----", _("ведёт тексты издания"), "articles", *_all_of("text"), "publish_text"),
    _line("H----", _("ведёт сведения об издании"), "website", *_all_of("outlet")),
    _line("HEJC-", _("видит изображения, правит подписи"), "images", "view_image", "change_image"),
    _line("HEJ--", _("загружает изображения"), "images", "add_image"),
    _line("HE---", _("удаляет изображения"), "images", "delete_image"),
    _line("HEJC-", _("видит людей издания"), "staff", "view_person", "view_position"),
    _line("H----", _("ведёт людей издания"), "staff", "add_person", "change_person", "delete_person",
          "add_position", "change_position", "delete_position"),
    _line("H----", _("приглашает, даёт роли, закрывает вход"), "staff", "view_user", "change_user",
          "delete_user", *_all_of("invitation")),
)
# fmt: on


def rights_of(role: str) -> frozenset[str]:
    """All rights of the role by the matrix, as ``app.codename``; an unknown role is a KeyError."""
    return frozenset(right for line in MATRIX if line.is_held_by(role) for right in line.rights)


NOT_HEAD = _("Роли даёт и вход закрывает только руководитель.")
OWN_ROLES = _("Себе роль добавить нельзя: попросите другого руководителя.")
LAST_HEAD = _("Это последний действующий руководитель: сначала дайте эту роль кому-то ещё.")
ROBOT = _("Это учётная запись программы, её не меняют.")
LEFT_TRACES = _("Удалить нельзя: человек уже оставил след в редакции (%(where)s). Закройте ему вход.")


class Refused(PermissionDenied):
    """The roles or the account stay as they were; the message is a sentence for the person."""


def grant(user: "User", roles: Iterable[str], *, by: "User | None") -> None:
    """Give the person exactly these roles.

    `by` is the head who does it, or None for the server's owner (commands, demo, tests).
    Raises `Refused` where `by` is not an active head, adds a role to himself, or takes the
    role from the last active head; ValueError for an unknown role.
    """
    wanted = {Role(role).value for role in roles}
    with transaction.atomic():
        _hold_heads(user, by)
        user.forget_rights()
        if by is not None and by.pk == user.pk and wanted - user.roles:
            raise Refused(OWN_ROLES)
        if Role.HEAD not in wanted:
            _keep_a_head_besides(user)
        before = user.roles
        get_user_model().objects.filter(pk=user.pk).update(version=F("version") + 1)
        user.groups.set(Group.objects.filter(name__in=wanted))
        user.forget_rights()
    log.info("roles of user %s: %s -> %s by %s", user.pk, sorted(before), sorted(wanted), by and by.pk)


def save_account(user: "User", roles: Iterable[str], *, fields: Iterable[str], by: "User") -> None:
    """Save these columns and roles of an account as one version. Raise EditConflict, and `Refused` as `grant` does."""
    with transaction.atomic():
        _hold_heads(user, by)
        user.bump_version()
        if fields := list(fields):
            user.save(update_fields=fields)
        if set(roles) != user.roles:
            grant(user, roles, by=by)


def deactivate(user: "User", *, by: "User | None") -> None:
    """Close the desk to the person; open sessions end with their next request."""
    with transaction.atomic():
        _hold_heads(user, by)
        _keep_a_head_besides(user)
        get_user_model().objects.filter(pk=user.pk).update(is_active=False)
        user.is_active = False
        user.forget_rights()
    log.info("user %s deactivated by %s", user.pk, by and by.pk)


def reactivate(user: "User", *, by: "User | None") -> None:
    """Let the person in again, with the roles he had."""
    with transaction.atomic():
        _hold_heads(user, by)
        get_user_model().objects.filter(pk=user.pk).update(is_active=True)
        user.is_active = True
        user.forget_rights()
    log.info("user %s reactivated by %s", user.pk, by and by.pk)


def remove(user: "User", *, by: "User | None") -> None:
    """Delete an account that never did anything; whoever left a trace is deactivated instead."""
    pk = user.pk
    with transaction.atomic():
        _hold_heads(user, by)
        if refusal := reason_against_removal(user):
            raise Refused(refusal)
        user.delete()
    log.info("user %s deleted by %s", pk, by and by.pk)


def reason_against_removal(user: "User") -> str | None:
    """Why this account may not be deleted, as a sentence, or None."""
    if user.is_robot:
        return str(ROBOT)
    if is_last_head(user):
        return str(LAST_HEAD)
    if where := user.traces():
        return str(LEFT_TRACES) % {"where": ", ".join(where)}
    return None


def _hold_heads(user: "User", by: "User | None") -> None:
    """Let one change of people at a time pass, and ask again who does it.

    An UPDATE locks the row on PostgreSQL and the file on SQLite, where SELECT FOR UPDATE
    does nothing: of two heads who demote each other at once, the second is no head any more.
    """
    Group.objects.filter(name=Role.HEAD).update(name=Role.HEAD)
    if user.is_robot:
        raise Refused(ROBOT)
    if by is not None and not _active_heads().filter(pk=by.pk).exists():
        raise Refused(NOT_HEAD)


def _active_heads() -> "QuerySet[User]":
    return get_user_model().objects.filter(is_active=True, is_robot=False, groups__name=Role.HEAD)


def is_last_head(user: "User") -> bool:
    heads = set(_active_heads().values_list("pk", flat=True))
    return heads == {user.pk}


def _keep_a_head_besides(user: "User") -> None:
    if is_last_head(user):
        raise Refused(LAST_HEAD)
