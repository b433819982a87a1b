"""Typo fixes of the live text, made without a new review."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TypoFixQuerySet(models.QuerySet["TypoFix"]):
    def pending(self) -> Self:
        """Fixes of live articles that await confirmation."""
        return self.filter(applied_at__isnull=True, declined_at__isnull=True, article__is_live=True)


class TypoFix(models.Model):
    """A few words changed on the website. A fix by a writer of the article needs confirmation."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="typo_fixes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    field = models.CharField(_("где"), max_length=8)
    before = models.CharField(_("было"), max_length=40)
    after = models.CharField(_("станет"), max_length=40)
    words = models.PositiveSmallIntegerField()
    applied_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)

    objects = TypoFixQuerySet.as_manager()

    class Meta:
        verbose_name = _("исправление опечатки")
        verbose_name_plural = _("исправления опечаток")
        default_permissions = ()
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(applied_at__isnull=True) | models.Q(declined_at__isnull=True),
                name="typo_fix_has_one_end",
            ),
        )

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
