"""One-time links: into the newsroom, or to a new password. Only a head makes them."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.utils import mail
from staff import roles, team
from staff.models import Invitation, Person, User
from staff.models.user import name_key
from staff.roles import NOT_HEAD, Refused, Role

VALID_FOR = timedelta(days=7)
DEAD = _("Ссылка не действует.")
SUBJECT = _("Приглашение в редакцию")
SUBJECT_PASSWORD = _("Ссылка для нового пароля")


def invite(invitation: Invitation, *, by: User) -> str:
    """Save a filled-in invitation and return its token, which is kept nowhere.

    Raises `Refused` unless `by` is an active head; ValueError for an unknown role.
    """
    if not by.has_role(Role.HEAD):
        raise Refused(NOT_HEAD)
    token = secrets.token_urlsafe(32)
    invitation.roles = sorted(Role(role).value for role in invitation.roles)
    invitation.token_hash = _hash(token)
    invitation.invited_by = by
    invitation.expires_at = timezone.now() + VALID_FOR
    invitation.save()
    return token


def offer_password(user: User, *, by: User) -> tuple[Invitation, str]:
    """Make a link by which an existing person chooses a new password. It grants nothing."""
    if user.is_robot or not user.is_active:
        raise Refused(roles.ROBOT if user.is_robot else DEAD)
    link = Invitation(name=str(user), email=user.email, language=user.language, user=user)
    Invitation.objects.open().filter(user=user).update(revoked_at=timezone.now())
    return link, invite(link, by=by)


def revoke(invitation: Invitation, *, by: User) -> bool:
    """Make the link dead; False if it was used or dead already."""
    if not by.has_role(Role.HEAD):
        raise Refused(NOT_HEAD)
    return bool(Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=timezone.now()))


def find(token: str) -> Invitation | None:
    """The invitation whose link still works: open, and its head is still a head."""
    invitation = (
        Invitation.objects.open().select_related("invited_by", "user", "person").filter(token_hash=_hash(token)).first()
    )
    if invitation is None or not _still_stands(invitation):
        return None
    return invitation


def _still_stands(invitation: Invitation) -> bool:
    head = invitation.invited_by
    if invitation.user is not None and not invitation.user.is_active:
        return False
    return head is not None and head.has_role(Role.HEAD)


def accept(invitation: Invitation, username: str, password: str) -> User:
    """Use the link up: make the account with its roles and its public person.

    Raises `Refused` if somebody was faster or the link died meanwhile; nothing is changed then.
    """
    with transaction.atomic():
        _use_up(invitation)
        user = User.objects.create_user(
            username,
            password,
            name=invitation.name,
            email=_unused(invitation.email),
            language=invitation.language,
        )
        roles.grant(user, invitation.roles, by=invitation.invited_by)
        _give_a_person(user, invitation)
    return user


def set_password(invitation: Invitation, password: str) -> User:
    """Use the link up: give the person the new password; his other sessions end."""
    user = invitation.user
    if user is None:
        raise Refused(DEAD)
    with transaction.atomic():
        _use_up(invitation)
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def _use_up(invitation: Invitation) -> None:
    """Of two who press at once, one gets through; then ask again whether the head is one."""
    mine = Invitation.objects.filter(pk=invitation.pk)
    used = mine.open().update(used_at=timezone.now())
    if not used or not _still_stands(mine.select_related("invited_by", "user").get()):
        raise Refused(DEAD)


def _unused(email: str) -> str:
    """The address, unless an account has got it since: the person enters another one later."""
    taken = User.objects.filter(email_key=name_key(email)).exists()
    return "" if taken else email


def _give_a_person(user: User, invitation: Invitation) -> None:
    person = Person(name_ru=invitation.name)
    if invitation.person_id is not None:
        person = Person.objects.select_for_update(no_key=True).get(pk=invitation.person_id)
    if person.user_id is not None:
        return
    person.user = user
    # The head's invitation is the permission: the new person has none over people.
    team.save_person(person, by=None)


def address(token: str) -> str:
    """The absolute address of a link, made of the configured one and never of the Host header."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('staff:invitation', args=[token])}"


def send(invitation: Invitation, token: str) -> bool:
    """Mail the link if an address is given; says whether a mail server took it."""
    if not invitation.email:
        return False
    context: dict[str, Any] = {"invitation": invitation, "address": address(token)}
    subject = SUBJECT_PASSWORD if invitation.user_id else SUBJECT
    template = "staff/email/invitation.txt"
    return mail.send(invitation.email, subject, template, context, invitation.language)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
