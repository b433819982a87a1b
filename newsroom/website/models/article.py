"""The published copy of an article, prepared for reading."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import functions
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.utils.dates import end_of_today
from newsroom.website.models.article_text import ArticleText
from newsroom.website.public_urls import article_path


class Withdrawal(models.TextChoices):
    """What the address of a withdrawn article answers."""

    GONE = "gone", _("исчез: страница отвечает «удалено» (410)")
    NOTICE = "notice", _("объяснение: на странице остаётся текст для читателей")
    REDIRECT = "redirect", _("переадресация на другой материал")


class PublishedArticleQuerySet(models.QuerySet["PublishedArticle"]):
    def live(self, language: str | None = None) -> Self:
        """Filter what readers can open now, in one language or in all. The one definition of "published"."""
        found = self.filter(is_live=True)
        return found.filter(language=language) if language else found

    def listed(self, language: str | None = None) -> Self:
        """Filter what lists show: live articles dated today or earlier.

        A clock that was wrong may have dated an article in the future, where it would stay on top of every list. The
        limit is midnight and not the present moment, so that a list is the same all day if nothing is published.
        """
        return self.live(language).filter(published_at__lt=end_of_today())

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-id")

    def lock(self) -> Self:
        """Lock the rows until the transaction ends: none is published or withdrawn meanwhile. SQLite locks the file."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)

    def local_dates(self) -> list[date]:
        """Return the days of publication in the newsroom's time zone, newest first."""
        zone = timezone.get_default_timezone()
        day = functions.TruncDate("published_at", tzinfo=zone)
        return list(self.order_by().annotate(day=day).values_list("day", flat=True).distinct().order_by("-day"))


class PublishedArticle(ArticleText):
    """An article as readers see it, with the id of the article. Only `articles.actions` writes it."""

    id = models.BigIntegerField(primary_key=True)
    is_live = models.BooleanField(default=True)
    slug = models.SlugField(max_length=80)
    text = models.TextField(blank=True)
    reading_minutes = models.PositiveSmallIntegerField(default=1)
    sources = models.JSONField(default=list, blank=True)
    section = models.ForeignKey("website.Section", models.PROTECT, null=True, related_name="+")
    translation_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal = models.CharField(max_length=8, choices=Withdrawal, blank=True)
    withdrawal_text = models.TextField(blank=True)
    redirect_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    objects = PublishedArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("публикация")
        verbose_name_plural = _("публикации")
        default_permissions = ()
        indexes = (
            models.Index(
                fields=["language", "-published_at", "-id"],
                condition=models.Q(is_live=True),
                name="published_article_by_time",
            ),
            models.Index(
                fields=["section", "language", "-published_at", "-id"],
                condition=models.Q(is_live=True),
                name="published_article_by_section",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_live=False)
                | (
                    ~models.Q(slug="")
                    & ~models.Q(headline="")
                    & models.Q(section__isnull=False, withdrawal="", withdrawn_at__isnull=True)
                ),
                name="published_article_live_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(is_live=True)
                | (
                    models.Q(headline="", lead="", body="", text="", image__isnull=True)
                    & models.Q(withdrawn_at__isnull=False)
                    & ~models.Q(withdrawal="")
                ),
                name="published_article_withdrawn_is_empty",
            ),
        )

    def __str__(self) -> str:
        return self.headline or f"№ {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the one path, under the prefix of the article's own language."""
        return article_path(self.language, self.pk, self.slug)


class PublishedTag(models.Model):
    """A tag of a live article, with the time of publication, so that a list is one index range."""

    article = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="tag_rows")
    tag = models.ForeignKey("website.Tag", models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("тег публикации")
        verbose_name_plural = _("теги публикаций")
        default_permissions = ()
        indexes = (
            models.Index(
                fields=["tag", "language", "-published_at", "-article"],
                name="published_article_by_tag",
            ),
        )
        constraints = (models.UniqueConstraint(fields=["article", "tag"], name="published_article_tag_once"),)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.tag}"


class PublishedByline(models.Model):
    """An author of a live article: a person, a printed name, or the newsroom (neither)."""

    article = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="byline_rows")
    order = models.PositiveSmallIntegerField()
    person = models.ForeignKey("staff.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("подпись на сайте")
        verbose_name_plural = _("подписи на сайте")
        default_permissions = ()
        ordering = ("order",)
        indexes = (
            models.Index(
                fields=["person", "language", "-published_at", "-article"],
                condition=models.Q(person__isnull=False),
                name="published_article_by_person",
            ),
        )
        constraints = (models.UniqueConstraint(fields=["article", "order"], name="published_article_byline_at"),)

    def __str__(self) -> str:
        return self.name or str(self.person or "")


class PublishedRelated(models.Model):
    """An editor's pick for «Похожее» of a live article; shown while the other article is live as well."""

    article = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="related_rows")
    related = models.ForeignKey(PublishedArticle, models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("похожее на сайте")
        verbose_name_plural = _("похожие на сайте")
        default_permissions = ()
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=["article", "related"], name="published_article_related_once"),
            models.CheckConstraint(
                condition=~models.Q(related=models.F("article")), name="published_article_related_not_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id} → {self.related_id}"
