"""Tags of an article's working copy."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from newsroom.website.models import Tag


class ArticleTag(ItemBase):
    """A tag of the working copy of an article."""

    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("тег материала")
        verbose_name_plural = _("теги материалов")
        constraints = (models.UniqueConstraint(fields=["content_object", "tag"], name="article_tag_once"),)
