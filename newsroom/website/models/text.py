"""The published versions of institutional texts (mission, imprint)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TextKind(models.TextChoices):
    MISSION = "mission", _("миссия")
    IMPRINT = "imprint", _("выходные данные")


class PublishedTextQuerySet(models.QuerySet["PublishedText"]):
    def current(self, language: str) -> Self:
        """Filter the newest version of each kind in the language, mission first."""
        newer = self.model.objects.filter(
            kind=models.OuterRef("kind"),
            language=models.OuterRef("language"),
            version__gt=models.OuterRef("version"),
        )
        return self.filter(~models.Exists(newer), language=language).order_by("-kind")


class PublishedText(models.Model):
    """A version of an institutional text. It is never changed."""

    kind = models.CharField(max_length=8, choices=TextKind)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    published_at = models.DateTimeField()

    objects = PublishedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("опубликованный текст издания")
        verbose_name_plural = _("опубликованные тексты издания")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["kind", "language", "version"], name="published_text_version"),)

    def __str__(self) -> str:
        return f"{self.title}, {self.version}"
