"""The text fields that an article has on both sides: in its working copy and on the site."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AgeMark(models.TextChoices):
    """Age marks of the law of 2 July 2018 № 169-VI (steps to be confirmed by a lawyer)."""

    ALL = "0+", "0+"
    SIX = "6+", "6+"
    TWELVE = "12+", "12+"
    SIXTEEN = "16+", "16+"
    EIGHTEEN = "18+", "18+"


class ArticleText(models.Model):
    """What is reviewed, approved by its checksum and copied to the site. Sources and bylines are rows of their own."""

    language = models.CharField(_("язык"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    kicker = models.CharField(_("надзаголовок"), max_length=80, blank=True)
    headline = models.CharField(_("заголовок"), max_length=200)
    lead = models.TextField(_("лид"), max_length=1000, blank=True)
    body = models.TextField(_("текст"), blank=True)
    own_reporting = models.BooleanField(
        _("собственная информация"),
        default=False,
        help_text=_("Отметьте, если у материала нет внешнего источника."),
    )
    image = models.ForeignKey(
        "images.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("главная иллюстрация"),
    )
    caption = models.CharField(_("подпись к снимку"), max_length=1000, blank=True)
    credit = models.CharField(_("источник снимка"), max_length=200, blank=True)
    alt = models.CharField(_("описание для незрячих"), max_length=500, blank=True)
    age_mark = models.CharField(_("возрастная маркировка"), max_length=3, choices=AgeMark, blank=True)
    seo_headline = models.CharField(_("заголовок для поиска"), max_length=200, blank=True)
    social_headline = models.CharField(_("заголовок для соцсетей"), max_length=200, blank=True)

    class Meta:
        abstract = True


TEXT_FIELDS = tuple(field.attname for field in ArticleText._meta.concrete_fields)
"""Attribute names of the text fields, e.g. `headline` and `image_id`."""
