"""Revisions: every saved text of an article, attributable and comparable."""

import json
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PlainEncoder(json.JSONEncoder):
    """JSON with unescaped Cyrillic: two bytes for a letter instead of six."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


class RevisionKind(models.TextChoices):
    EDIT = "edit", _("правка")
    PROOF = "proof", _("корректура")
    TYPO = "typo", _("опечатка на сайте")
    DISCARD = "discard", _("возврат к опубликованному")


class RevisionQuerySet(models.QuerySet["Revision"]):
    def writing(self) -> Self:
        """Saves that make their author a writer of the article."""
        return self.filter(kind=RevisionKind.EDIT)


class Revision(models.Model):
    """The text fields of an article as one user saved them."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("номер"))
    kind = models.CharField(_("вид"), max_length=8, choices=RevisionKind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(_("сохранено"))
    snapshot = models.JSONField(encoder=PlainEncoder)
    checksum = models.CharField(max_length=64)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("версия")
        verbose_name_plural = _("версии")
        default_permissions = ()
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),)

    def __str__(self) -> str:
        return f"№ {self.number}"
