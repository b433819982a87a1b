"""Sections: the public divisions of the site."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .publication import Publication


class SectionQuerySet(models.QuerySet["Section"]):
    def listed(self, language: str) -> Self:
        """Switched on and carrying at least one live publication in the language."""
        carried = Publication.objects.live(language).filter(section=models.OuterRef("pk"))
        return self.filter(models.Exists(carried), is_enabled=True)


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

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])

    @property
    def name(self) -> str:
        """The name in the active language."""
        return self.name_kk if get_language() == "kk" else self.name_ru
