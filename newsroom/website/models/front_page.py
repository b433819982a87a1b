"""The articles that an editor keeps on top of the front page."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.utils.optimistic_locking.models import VersionedModel
from newsroom.website.models.article import PublishedArticle


class FrontPage(VersionedModel):
    """The version of one language's front page: it changes when an editor sets the page, not when a pick ends."""

    language = models.CharField(max_length=2, choices=settings.LANGUAGES, primary_key=True)

    class Meta:
        verbose_name = _("версия главной страницы")
        verbose_name_plural = _("версии главной страницы")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.language}: {self.version}"


class FrontPickQuerySet(models.QuerySet["FrontPick"]):
    def active(self, language: str, now: datetime) -> Self:
        """Filter the picks that readers see at `now`, from the top."""
        active = self.filter(language=language, ends_at__gt=now, article__is_live=True)
        return active.order_by("order")

    def ended(self, now: datetime) -> Self:
        """Filter the picks whose time is over."""
        return self.filter(ends_at__lte=now)


class FrontPick(models.Model):
    """An article kept on top of the front page. `order` 0 is the main article.

    Every pick has an end, so that a forgotten front page returns to the newest articles.
    """

    LEAD = 0
    MOST = 4
    """The highest number of articles below the main one."""

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
            models.CheckConstraint(condition=models.Q(order__lte=4), name="front_pick_order_known"),
        )

    def __str__(self) -> str:
        return f"{self.order}: {self.article_id}"
