"""Sections: the public divisions of the site."""

from typing import Any, Self

from django.db import models
from django.db.models import functions
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom.website.models.article import PublishedArticle

TREE_ORDER: tuple[Any, ...] = (
    functions.Coalesce("parent__order", "order").asc(),
    functions.Coalesce("parent__name_ru", "name_ru").asc(),
    models.Case(models.When(parent=None, then=0), default=1).asc(),
    "order",
    "name_ru",
)


class SectionQuerySet(models.QuerySet["Section"]):
    def listed(self, language: str) -> Self:
        """The menu: the first level of what is shown."""
        return self.shown(language).filter(parent=None)

    def shown(self, language: str) -> Self:
        """Switched on, and carrying a live article of the language themselves or below themselves."""
        below = Section.objects.filter(parent=models.OuterRef("pk")).carrying(language)
        return self.filter(models.Q(_carries(language)) | models.Q(models.Exists(below)), is_enabled=True)

    def carrying(self, language: str) -> Self:
        """Switched on and carrying at least one live publication of the language themselves."""
        return self.filter(_carries(language), is_enabled=True)

    def in_tree_order(self) -> Self:
        """Each section of the first level, then those below it."""
        return self.order_by(*TREE_ORDER)


def _carries(language: str) -> models.Exists:
    return models.Exists(PublishedArticle.objects.live(language).filter(section=models.OuterRef("pk")))


class Section(models.Model):
    """A division that readers see. In use it is never deleted: it is switched off."""

    name_ru = models.CharField(_("название по-русски"), max_length=60, unique=True)
    name_kk = models.CharField(_("название по-казахски"), max_length=60, unique=True)
    slug = models.SlugField(_("адрес (слаг)"), max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    is_enabled = models.BooleanField(_("включена"), default=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("в рубрике"),
        help_text=_("Пусто — рубрика первого уровня."),
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("рубрика")
        verbose_name_plural = _("рубрики")
        ordering = ("order", "name_ru")
        constraints = (
            models.CheckConstraint(condition=~models.Q(parent=models.F("pk")), name="section_not_in_itself"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("website:section", args=[self.slug])

    @property
    def path(self) -> str:
        """The name, after that of the section above: «Город — Водоканал»."""
        return f"{self.parent.name} — {self.name}" if self.parent else self.name

    @property
    def name(self) -> str:
        """The name in the active language."""
        return self.name_kk if get_language() == "kk" else self.name_ru
