"""What somebody is called in the outlet: a title, not a right."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from newsroom.utils.localized import localized


class PositionQuerySet(models.QuerySet["Position"]):
    def current_on(self, day: date) -> Self:
        """Positions that include the day; the first and the last day count."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        )


class Position(models.Model):
    """A title from one day to another. A person may have several at the same time."""

    person = models.ForeignKey(
        "staff.Person",
        verbose_name=_("человек"),
        on_delete=models.CASCADE,
        related_name="positions",
    )
    title_ru = models.CharField(_("должность по-русски"), max_length=120)
    title_kk = models.CharField(_("должность по-казахски"), max_length=120, blank=True)
    starts_on = models.DateField(_("с какого дня"), null=True, blank=True)
    ends_on = models.DateField(_("по какой день"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=100, validators=[MaxValueValidator(9999)])

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("должность")
        verbose_name_plural = _("должности")
        ordering = ("order", "starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="position_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Должность не может закончиться раньше, чем началась."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Должность не может закончиться раньше, чем началась.")})

    def is_current_on(self, day: date) -> bool:
        """Return whether the position includes the day; the first and the last day count."""
        has_started = self.starts_on is None or self.starts_on <= day
        return has_started and (self.ends_on is None or self.ends_on >= day)

    @property
    def years(self) -> str:
        """The years of a position that ended, as far as they are known: «2019–2024», «2024», «до 2024»."""
        ends = self.ends_on.year if self.ends_on else ""
        if self.starts_on is None:
            return _gettext("до %(year)s г.") % {"year": ends} if ends else ""
        begins = self.starts_on.year
        return f"{begins}" if begins == ends else f"{begins}–{ends}"

    @property
    def title(self) -> str:
        """The title in the active language, or in the default language."""
        return localized(self, "title")
