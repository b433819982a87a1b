"""Who has an article open at this moment, and who has taken its text over."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

COUNTS_FOR = timedelta(seconds=15)
"""How long a page that has not been heard of counts as open."""


class PresenceQuerySet(models.QuerySet["Presence"]):
    def open_now(self) -> Self:
        """Pages that are open, those that were opened first before the others."""
        return self.filter(seen_at__gte=timezone.now() - COUNTS_FOR).order_by("opened_at", "pk")

    def closed(self) -> Self:
        """Pages of which nothing was heard any more: a browser that was killed says no goodbye."""
        return self.filter(seen_at__lt=timezone.now() - COUNTS_FOR)


class Presence(models.Model):
    """The page of an article that somebody has open in one window. A row of minutes, not a record."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # The window chooses it; it is unique for one person only.
    tab = models.UUIDField()
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)
    is_idle = models.BooleanField(default=False)
    # Its person may not edit, or somebody else has taken the text over.
    is_read_only = models.BooleanField(default=False)
    field = models.CharField(max_length=40, blank=True)
    """The name of the field that is typed in."""

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("открытая страница материала")
        verbose_name_plural = _("открытые страницы материалов")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["article", "user", "tab"], name="presence_once"),
            models.CheckConstraint(
                condition=models.Q(field="") | models.Q(is_idle=False, is_read_only=False),
                name="presence_types_where_it_may",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.article}"

    def differs_from(self, other: "Presence") -> bool:
        """Return whether the other row of this page says something else."""
        names = ("is_idle", "is_read_only", "field")
        return any(getattr(self, name) != getattr(other, name) for name in names)


class TakeOver(models.Model):
    """The last time that somebody took the text of an article over from another person.

    It holds while that person has the article open. `number` grows with each take-over, so that of two at one moment
    the second is refused.
    """

    article = models.OneToOneField("articles.Article", models.CASCADE, primary_key=True, related_name="take_over")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("взятый текст")
        verbose_name_plural = _("взятые тексты")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user}: {self.article_id}"


def forget_closed_pages() -> None:
    """Delete the rows of closed pages, and of take-overs by people who have closed the article."""
    Presence.objects.closed().delete()
    open_by_its_user = Presence.objects.filter(article=models.OuterRef("article"), user=models.OuterRef("user"))
    long_ago = timezone.now() - COUNTS_FOR
    TakeOver.objects.filter(~models.Exists(open_by_its_user), at__lt=long_ago).delete()
