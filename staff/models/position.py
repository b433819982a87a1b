"""What somebody is called in the outlet: a title, not a right."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _


class PositionQuerySet(models.QuerySet["Position"]):
    def held_on(self, day: date) -> Self:
        """The positions held on the day, the first and the last day included."""
        return self.filter(
            Q(held_from__isnull=True) | Q(held_from__lte=day),
            Q(held_to__isnull=True) | Q(held_to__gte=day),
        )


class Position(models.Model):
    """A title held from one day to another; a person may hold several at once."""

    person = models.ForeignKey(
        "staff.Person",
        verbose_name=_("человек"),
        on_delete=models.CASCADE,
        related_name="positions",
    )
    title_ru = models.CharField(_("должность по-русски"), max_length=120)
    title_kk = models.CharField(_("должность по-казахски"), max_length=120, blank=True)
    held_from = models.DateField(_("с какого дня"), null=True, blank=True)
    held_to = models.DateField(_("по какой день"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=100, validators=[MaxValueValidator(9999)])

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("должность")
        verbose_name_plural = _("должности")
        ordering = ("order", "held_from", "pk")
        constraints = (
            models.CheckConstraint(
                name="position_ends_after_it_begins",
                condition=Q(held_to__isnull=True) | Q(held_from__isnull=True) | Q(held_to__gte=F("held_from")),
                violation_error_message=_("Должность не может закончиться раньше, чем началась."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.held_from and self.held_to and self.held_to < self.held_from:
            raise ValidationError({"held_to": _("Должность не может закончиться раньше, чем началась.")})

    def is_held_on(self, day: date) -> bool:
        """Whether the day is one of those between the first and the last, both included."""
        begun = self.held_from is None or self.held_from <= day
        return begun and (self.held_to is None or self.held_to >= day)

    @property
    def years(self) -> str:
        """«2019–2024», «2024», «до 2024», as much as is known of a position that ended."""
        ends = self.held_to.year if self.held_to else ""
        if self.held_from is None:
            return _gettext("до %(year)s г.") % {"year": ends} if ends else ""
        begins = self.held_from.year
        return f"{begins}" if begins == ends else f"{begins}–{ends}"

    @property
    def title(self) -> str:
        """The title in the language that is being spoken, or in Russian."""
        return (self.title_kk if get_language() == "kk" else "") or self.title_ru
