"""Fact boxes: a text with the day of its last check, which several articles show."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.utils.optimistic_locking.models import VersionedModel


class FactBox(VersionedModel):
    """A fact box. Its words are in its versions: an article shows the one that its reviewer has approved."""

    language = models.CharField(_("язык"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    current = models.OneToOneField(
        "FactBoxVersion",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("последняя версия"),
    )

    viewer: Any = None
    """Who looks at the box in the admin, set there: articles that he may not see are not named."""

    class Meta:
        verbose_name = _("справка")
        verbose_name_plural = _("справки")

    def __str__(self) -> str:
        return self.current.title if self.current else str(self.pk)


class FactBoxVersion(models.Model):
    """The words of a fact box. They never change, so that an approval of an article covers them."""

    fact_box = models.ForeignKey(FactBox, models.CASCADE, related_name="versions", verbose_name=_("справка"))
    number = models.PositiveIntegerField(_("версия"))
    title = models.CharField(_("название"), max_length=120)
    body = models.TextField(_("текст"))
    checked_on = models.DateField(_("проверено"), help_text=_("День, когда факты сверены последний раз."))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("кто написал")
    )
    written_at = models.DateTimeField(_("когда"), auto_now_add=True)

    class Meta:
        verbose_name = _("версия справки")
        verbose_name_plural = _("версии справок")
        default_permissions = ()
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["fact_box", "number"], name="body_fact_box_version"),)

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A version of a fact box never changes.")
        super().save(*args, **kwargs)
