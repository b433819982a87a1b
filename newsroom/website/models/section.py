"""Sections (рубрики) in two levels."""

from typing import Any, Self

from django.db import models
from django.db.models import functions
from django.utils.translation import gettext_lazy as _

from newsroom.utils.localized import localized
from newsroom.utils.optimistic_locking.models import VersionedModel
from newsroom.website.models.article import PublishedArticle
from newsroom.website.public_urls import current_language, public_path

TREE_ORDER: tuple[Any, ...] = (
    functions.Coalesce("parent__order", "order").asc(),
    functions.Coalesce("parent__name_ru", "name_ru").asc(),
    models.Case(models.When(parent=None, then=0), default=1).asc(),
    "order",
    "name_ru",
)


class SectionQuerySet(models.QuerySet["Section"]):
    def visible(self, language: str) -> Self:
        """Filter enabled sections that have an article in the language, directly or in a subsection."""
        subsections = Section.objects.filter(parent=models.OuterRef("pk")).with_articles(language)
        has_any = models.Q(_has_articles(language)) | models.Q(models.Exists(subsections))
        return self.filter(has_any, is_enabled=True)

    def with_articles(self, language: str) -> Self:
        """Filter enabled sections that have an article in the language themselves."""
        return self.filter(_has_articles(language), is_enabled=True)

    def in_tree_order(self) -> Self:
        """Order each section of the first level before its subsections."""
        return self.order_by(*TREE_ORDER)


def _has_articles(language: str) -> models.Exists:
    return models.Exists(PublishedArticle.objects.listed(language).filter(section=models.OuterRef("pk")))


class Section(VersionedModel):
    """A section of the website. A section in use is never deleted, only disabled."""

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
        return public_path(current_language(), "section", self.slug)

    @property
    def path(self) -> str:
        """The name, after that of the parent: «Город — Водоканал»."""
        return f"{self.parent.name} — {self.name}" if self.parent else self.name

    @property
    def name(self) -> str:
        return localized(self, "name", fallback=False)
