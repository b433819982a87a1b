"""The two halves of an article in two languages, and the text of the original that the translation was checked with."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

TRANSLATED = ("kicker", "headline", "lead", "body", "caption", "alt", "seo_headline", "social_headline")
"""The text fields that have words to translate."""


def words_of(article: Article) -> dict[str, str]:
    """Return the text fields that a translator has to follow."""
    return {name: getattr(article, name) for name in TRANSLATED}


class TranslationQuerySet(models.QuerySet["Translation"]):
    def with_half(self, article: Article) -> Self:
        """The pair in which this article is a half: first as the translation."""
        rows = self.filter(models.Q(article=article) | models.Q(original=article))
        is_original = models.Case(models.When(original=article, then=1), default=0)
        return rows.alias(rank=is_original).order_by("rank")


class Translation(models.Model):
    """A pair: an article and its original. Both keys are unique, so that no article has two translations.

    The pair follows `Article.translation_of`, see `articles.actions.halves.pairing.pair`.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="+")
    original = models.OneToOneField(Article, models.CASCADE, related_name="+")
    checked = models.JSONField()
    """The words of the original, as `words_of()` gives them, when somebody last looked at them."""
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(default=timezone.now)
    together_at = models.DateTimeField(null=True)
    """The time for which both were scheduled with one press: neither is published without the other then."""

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("перевод материала")
        verbose_name_plural = _("переводы материалов")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(original=models.F("article")), name="translation_is_not_its_original"
            ),
        )

    def __str__(self) -> str:
        return f"{self.original_id} → {self.article_id}"

    def other_key(self, article: Article) -> int:
        """Return the id of the other half."""
        return self.original_id if self.article_id == article.pk else self.article_id

    @property
    def differs(self) -> bool:
        """Whether the original has other words now than when somebody last looked."""
        checked: dict[str, Any] = self.checked
        return checked != words_of(self.original)
