"""Templates from which articles are started: weather, an obituary, a weekly column."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.utils.optimistic_locking.models import VersionedModel
from newsroom.website.models.article_text import AgeMark


class ArticleTemplate(VersionedModel):
    """What the form of a new article is filled with. Articles that were started from it do not follow its changes."""

    name = models.CharField(_("название шаблона"), max_length=80, unique=True)
    language = models.CharField(_("язык"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    kicker = models.CharField(_("надзаголовок"), max_length=80, blank=True)
    headline = models.CharField(_("заголовок"), max_length=200, blank=True)
    lead = models.TextField(_("лид"), max_length=1000, blank=True)
    body = models.TextField(_("текст"), blank=True)
    own_reporting = models.BooleanField(_("собственная информация"), default=False)
    age_mark = models.CharField(_("возрастная маркировка"), max_length=3, choices=AgeMark, blank=True)
    # A section or a tag may be removed or merged; the template then starts articles without it.
    section = models.ForeignKey(
        "website.Section", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("рубрика")
    )
    tags = models.ManyToManyField("website.Tag", blank=True, related_name="+", verbose_name=_("теги"))

    class Meta:
        verbose_name = _("шаблон материала")
        verbose_name_plural = _("шаблоны")
        ordering = ("name",)
        constraints = (models.CheckConstraint(condition=~models.Q(name=""), name="article_template_has_name"),)

    def __str__(self) -> str:
        return self.name


FILLED = ("language", "kicker", "headline", "lead", "body", "own_reporting", "age_mark", "section_id")
"""Columns that an article and a template have in common."""
