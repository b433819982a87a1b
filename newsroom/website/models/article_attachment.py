"""Which files the live articles show."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.website.models.article import PublishedArticle


class PublishedAttachment(models.Model):
    """A file in the body of a live article. While it has such a row, it is public."""

    article = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="attachment_rows")
    attachment = models.ForeignKey("body.Attachment", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("файл в тексте на сайте")
        verbose_name_plural = _("файлы в текстах на сайте")
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=["article", "attachment"], name="published_attachment_once"),)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.attachment_id}"
