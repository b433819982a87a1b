"""Institutional texts (mission, imprint): the working copy."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.utils.optimistic_locking.models import VersionedModel
from newsroom.website.models import TextKind


class Text(VersionedModel):
    """The working copy of an institutional text in one language; the head publishes it."""

    kind = models.CharField(_("вид"), max_length=8, choices=TextKind)
    language = models.CharField(_("язык"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("заголовок"), max_length=120)
    body = models.TextField(_("текст"))

    class Meta:
        verbose_name = _("текст издания")
        verbose_name_plural = _("тексты издания")
        ordering = ("kind", "language")
        permissions = (("publish_text", _("публикует тексты издания")),)
        constraints = (models.UniqueConstraint(fields=["kind", "language"], name="text_once_a_language"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_language_display()})"
