"""What a published article is found by: its terms, and the few that its rank is reckoned from."""

from datetime import datetime
from typing import Self

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from newsroom.language import VERSION
from newsroom.website.models.article import PublishedArticle

ID_BITS = 24
LAST_PLACE = 2**63 - 1
NEWEST_MATCHING = {
    "sqlite": """SELECT rowid FROM website_search
        WHERE website_search MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s""",
    "postgresql": "SELECT website_newest_matching(%s::tsquery, %s, %s, %s)",
}
OPERATORS = {"sqlite": ('"{}"', " OR ", " AND "), "postgresql": ("'{}'", "|", "&")}


def place_of(article: PublishedArticle) -> int:
    """Where an article stands among all by time; one number, so that the newest hits are one walk of an index."""
    return (int(article.published_at.timestamp()) << ID_BITS) | (article.pk & ((1 << ID_BITS) - 1))


def place_at(instant: datetime) -> int:
    """The first place that an article published at this instant or later can have."""
    return int(instant.timestamp()) << ID_BITS


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    def newest_matching(self, groups: list[list[str]], between: tuple[int, int], most: int) -> Self:
        """The newest that have a term of every group, found by the index of the database at hand.

        `between` are the first and the last place that count. It costs what its `most` hits cost.
        """
        query = _boolean(groups, *OPERATORS[connection.vendor])
        found = RawSQL(NEWEST_MATCHING[connection.vendor], [query, *between, most])  # noqa: S611
        return self.filter(place__in=found).order_by("-place")

    def outdated(self) -> Self:
        """Made by an earlier analyser, or of words that have changed since."""
        return self.filter(version__lt=VERSION)


def _boolean(groups: list[list[str]], quoted: str, either: str, both: str) -> str:
    """One of each group, as a database's own query. Terms are letters and digits: there is nothing to escape."""
    return both.join(f"({either.join(map(quoted.format, group))})" for group in groups)


class SearchDocument(models.Model):
    """The index entry of a live publication. Written by the door alone.

    `terms` are those of all its text, with `l<language>` and `s<section>`; on SQLite a virtual table, on PostgreSQL
    a generated column hold them as an index. `version` 0 asks the worker to make the entry anew.
    """

    place = models.BigIntegerField(primary_key=True)
    article = models.OneToOneField(PublishedArticle, models.CASCADE, related_name="+")
    terms = models.TextField()
    headline_terms = models.TextField(blank=True)
    lead_terms = models.TextField(blank=True)
    version = models.PositiveSmallIntegerField(default=0)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("запись поиска")
        verbose_name_plural = _("указатель поиска")
        default_permissions = ()
        indexes = (models.Index(fields=["version"], name="search_document_version"),)

    def __str__(self) -> str:
        return str(self.article_id)
