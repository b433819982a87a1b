"""The front page as an editor set it: which articles stand on top, and until when."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.website.models.article import PublishedArticle


class FrontPickQuerySet(models.QuerySet["FrontPick"]):
    def standing(self, language: str, now: datetime) -> Self:
        """The picks that readers see at this moment, from the top."""
        chosen = self.filter(language=language, ends_at__gt=now, article__is_live=True)
        return chosen.order_by("order")

    def ended(self, now: datetime) -> Self:
        """Picks whose time is over."""
        return self.filter(ends_at__lte=now)


class FrontPick(models.Model):
    """An article kept on top of the front page. `order` 0 is the main article.

    Every pick has an end, so that a front page nobody looks after goes back to the newest by itself.
    """

    LEAD = 0
    MOST = 4
    """Articles kept below the main one, at places 1 to 4."""

    language = models.CharField(_("язык"), max_length=2, choices=settings.LANGUAGES)
    order = models.PositiveSmallIntegerField(_("место"))
    article = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="+", verbose_name=_("материал"))
    ends_at = models.DateTimeField(_("до какого часа"))

    objects = FrontPickQuerySet.as_manager()

    class Meta:
        verbose_name = _("главная страница")
        verbose_name_plural = _("главная страница")
        default_permissions = ("change", "view")
        ordering = ("language", "order")
        constraints = (
            models.UniqueConstraint(fields=["language", "order"], name="front_pick_at"),
            models.UniqueConstraint(fields=["language", "article"], name="front_pick_once"),
            models.CheckConstraint(condition=models.Q(order__lte=4), name="front_pick_place_known"),
        )

    def __str__(self) -> str:
        return f"{self.order}: {self.article_id}"
