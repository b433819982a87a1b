"""One-time links to a new account or a new password, made by heads only."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.exceptions import InvalidState, NotPermitted
from newsroom.utils import mail
from staff import accounts, team
from staff.accounts import NOT_HEAD, ROBOT
from staff.models import Invitation, Person, Role, User
from staff.models.user import name_key

VALID_FOR = timedelta(days=7)
INVALID_LINK = _("Ссылка не действует.")
SUBJECT = _("Приглашение в редакцию")
SUBJECT_PASSWORD = _("Ссылка для нового пароля")


def invite(invitation: Invitation, *, by: User) -> str:
    """Save a filled-in invitation and return its token, which is stored only as a hash.

    Raises NotPermitted unless `by` is an active head, ValueError for an unknown role.
    """
    if not by.has_role(Role.HEAD):
        raise NotPermitted(NOT_HEAD)
    token = secrets.token_urlsafe(32)
    invitation.roles = sorted(Role(role).value for role in invitation.roles)
    invitation.token_hash = _hash(token)
    invitation.invited_by = by
    invitation.expires_at = timezone.now() + VALID_FOR
    invitation.save()
    return token


def offer_password(user: User, *, by: User) -> tuple[Invitation, str]:
    """Create a link for a new password of an existing user, and revoke earlier ones. It grants no roles."""
    if user.is_robot:
        raise NotPermitted(ROBOT)
    if not user.is_active:
        raise InvalidState(INVALID_LINK)
    link = Invitation(name=str(user), email=user.email, language=user.language, user=user)
    Invitation.objects.open().filter(user=user).update(revoked_at=timezone.now())
    return link, invite(link, by=by)


def revoke(invitation: Invitation, *, by: User) -> bool:
    """Revoke the link. Return False if it was no longer valid."""
    if not by.has_role(Role.HEAD):
        raise NotPermitted(NOT_HEAD)
    return bool(Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=timezone.now()))


def find(token: str) -> Invitation | None:
    """Return the invitation of a valid link: open, and made by a user who is still a head."""
    invitation = (
        Invitation.objects.open().select_related("invited_by", "user", "person").filter(token_hash=_hash(token)).first()
    )
    if invitation is None or not _is_valid(invitation):
        return None
    return invitation


def _is_valid(invitation: Invitation) -> bool:
    head = invitation.invited_by
    if invitation.user is not None and not invitation.user.is_active:
        return False
    return head is not None and head.has_role(Role.HEAD)


def accept(invitation: Invitation, username: str, password: str) -> User:
    """Create the account with its roles and its person, and mark the link as used.

    Raises InvalidState, and changes nothing, if the link is no longer valid.
    """
    with transaction.atomic():
        _mark_used(invitation)
        user = User.objects.create_user(
            username,
            password,
            name=invitation.name,
            email=_unused(invitation.email),
            language=invitation.language,
        )
        accounts.grant(user, invitation.roles, by=invitation.invited_by)
        _assign_person(user, invitation)
    return user


def set_password(invitation: Invitation, password: str) -> User:
    """Set the new password, which ends the user's other sessions, and mark the link as used."""
    user = invitation.user
    if user is None:
        raise InvalidState(INVALID_LINK)
    with transaction.atomic():
        _mark_used(invitation)
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def _mark_used(invitation: Invitation) -> None:
    """Mark the link as used, for one of several concurrent requests; then check its head again."""
    mine = Invitation.objects.filter(pk=invitation.pk)
    used = mine.open().update(used_at=timezone.now())
    if not used or not _is_valid(mine.select_related("invited_by", "user").get()):
        raise InvalidState(INVALID_LINK)


def _unused(email: str) -> str:
    """Return the address, or nothing if another account uses it by now."""
    taken = User.objects.filter(email_key=name_key(email)).exists()
    return "" if taken else email


def _assign_person(user: User, invitation: Invitation) -> None:
    person = Person(name_ru=invitation.name)
    if invitation.person_id is not None:
        person = Person.objects.select_for_update(no_key=True).get(pk=invitation.person_id)
    if person.user_id is not None:
        return
    person.user = user
    # The head's invitation is the permission; the new user has none to change people.
    team.save_person(person, by=None)


def address(token: str) -> str:
    """Return the absolute URL of a link, from `settings.SITE_URL` and never from the Host header."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('staff:invitation', args=[token])}"


def send(invitation: Invitation, token: str) -> bool:
    """Mail the link if an address is given. Return whether the mail server accepted it."""
    if not invitation.email:
        return False
    context: dict[str, Any] = {"invitation": invitation, "address": address(token)}
    subject = SUBJECT_PASSWORD if invitation.user_id else SUBJECT
    template = "staff/email/invitation.txt"
    return mail.send(invitation.email, subject, template, context, invitation.language)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
