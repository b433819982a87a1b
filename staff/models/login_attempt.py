"""Records of logins for the throttle, as keyed hashes only."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LoginAttempt(models.Model):
    """An attempt to log in, or to change the own password."""

    class Outcome(models.TextChoices):
        FAILED = "failed", _("не вошёл")
        SUCCEEDED = "succeeded", _("вошёл")
        REFUSED = "refused", _("велено подождать")

    login_hash = models.CharField(max_length=64)
    address_hash = models.CharField(max_length=64)
    device_hash = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.FAILED)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("попытка входа")
        verbose_name_plural = _("попытки входа")
        indexes = (
            models.Index(fields=("login_hash", "at"), name="attempt_by_login"),
            models.Index(fields=("address_hash", "at"), name="attempt_by_address"),
            models.Index(fields=("at",), name="attempt_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"


class KnownDevice(models.Model):
    """A browser in which this user has logged in before. Guesses from elsewhere do not slow it down."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    device_hash = models.CharField(max_length=64)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("знакомое устройство")
        verbose_name_plural = _("знакомые устройства")
        constraints = (models.UniqueConstraint(fields=("user", "device_hash"), name="one_row_per_device"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen_at:%Y-%m-%d}"
