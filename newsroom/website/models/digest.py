"""The published copy of a digest."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.utils.dates import end_of_today
from newsroom.website.models.article import PublishedArticle
from newsroom.website.public_urls import public_path


class PublishedDigestQuerySet(models.QuerySet["PublishedDigest"]):
    def live(self, language: str | None = None) -> Self:
        """Filter what readers can open now, in one language or in all."""
        found = self.filter(is_live=True)
        return found.filter(language=language) if language else found

    def listed(self, language: str | None = None) -> Self:
        """Filter live digests with a live article, dated today or earlier (see `PublishedArticleQuerySet.listed`)."""
        items = PublishedDigestItem.objects.filter(digest=models.OuterRef("pk"), article__is_live=True)
        return self.live(language).filter(models.Exists(items), published_at__lt=end_of_today())

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-id")


class PublishedDigest(models.Model):
    """A digest as readers see it, with the id of the digest. Only `newsroom.digests.actions` writes it."""

    id = models.BigIntegerField(primary_key=True)
    is_live = models.BooleanField(default=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160, blank=True)
    intro = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = PublishedDigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("опубликованный дайджест")
        verbose_name_plural = _("опубликованные дайджесты")
        default_permissions = ()
        indexes = (
            models.Index(
                fields=["language", "-published_at", "-id"],
                condition=models.Q(is_live=True),
                name="published_digest_by_time",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_live=True, withdrawn_at__isnull=True) & ~models.Q(title="")
                | models.Q(is_live=False, withdrawn_at__isnull=False, title="", intro=""),
                name="published_digest_whole_or_empty",
            ),
        )

    def __str__(self) -> str:
        return self.title or f"№ {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the one path, under the prefix of the digest's own language."""
        return public_path(self.language, "digest", self.slug)

    @property
    def period(self) -> tuple[date, date]:
        return self.starts_on, self.ends_on


class PublishedDigestItem(models.Model):
    """An article in a digest; shown while the article is live."""

    digest = models.ForeignKey(PublishedDigest, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    article = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="+")
    headline = models.CharField(max_length=200, blank=True)
    retelling = models.TextField(blank=True)

    class Meta:
        verbose_name = _("пункт дайджеста на сайте")
        verbose_name_plural = _("пункты дайджестов на сайте")
        default_permissions = ()
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=["digest", "order"], name="published_digest_item_at"),
            models.UniqueConstraint(fields=["digest", "article"], name="published_digest_item_once"),
        )

    def __str__(self) -> str:
        return f"{self.digest_id}: {self.article_id}"
