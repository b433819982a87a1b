"""Related articles chosen by an editor; the public copy is `PublishedRelated`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RelatedPick(models.Model):
    """A related article («Похожее»), in printed order. It belongs to the placement, not to the approved text."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="related_rows")
    related = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("выбранное похожее")
        verbose_name_plural = _("выбранные похожие")
        default_permissions = ()
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=["article", "related"], name="related_pick_once"),
            models.UniqueConstraint(fields=["article", "order"], name="related_pick_at"),
            models.CheckConstraint(condition=~models.Q(related=models.F("article")), name="related_pick_not_itself"),
        )

    def __str__(self) -> str:
        return f"{self.article_id} → {self.related_id}"
