"""One-time links to a new account or a new password."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime | None = None) -> Self:
        """Invitations whose link still works."""
        return self.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now or timezone.now())


class Invitation(models.Model):
    """A one-time link made by a head. Only a hash of its token is stored.

    If ``user`` is set, the link is for a new password of that user and grants no roles.
    """

    class State(models.TextChoices):
        OPEN = "open", _("ждёт")
        USED = "used", _("использовано")
        REVOKED = "revoked", _("отозвано")
        EXPIRED = "expired", _("истекло")

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("имя и фамилия"), max_length=120)
    email = models.EmailField(_("электронная почта"), blank=True)
    roles = models.JSONField(_("роли"), default=list, blank=True)
    language = models.CharField(_("язык"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("пользователь"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    person = models.ForeignKey(
        "staff.Person",
        verbose_name=_("человек, если он уже есть в списке"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто пригласил"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("создано"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("действует до"))
    used_at = models.DateTimeField(_("использовано"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("отозвано"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("приглашение")
        verbose_name_plural = _("приглашения")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> State:
        """The state of the link at this moment."""
        if self.used_at:
            return self.State.USED
        if self.revoked_at:
            return self.State.REVOKED
        if self.expires_at <= timezone.now():
            return self.State.EXPIRED
        return self.State.OPEN
