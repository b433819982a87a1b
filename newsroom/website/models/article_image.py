"""Which images the live articles show in their bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.website.models.article import PublishedArticle


class PublishedImage(models.Model):
    """An image in the body of a live article. While it has such a row, its files are public."""

    article = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="image_rows")
    image = models.ForeignKey("images.Image", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("снимок в тексте на сайте")
        verbose_name_plural = _("снимки в текстах на сайте")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["article", "image"], name="published_image_once"),)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.image_id}"
