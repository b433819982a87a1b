"""Remarks of reviewers and editors to the writers of an article."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Remark(models.Model):
    """An internal note on an article; it is never public."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="remarks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("пометка"), max_length=2000)

    class Meta:
        verbose_name = _("пометка редактора")
        verbose_name_plural = _("пометки редактора")
        default_permissions = ()
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=~models.Q(text=""), name="remark_has_text"),)

    def __str__(self) -> str:
        return self.text[:60]
