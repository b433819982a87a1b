"""The search index: the terms of each published article, and those that rank it."""

from datetime import datetime
from typing import Self

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from newsroom.language import VERSION
from newsroom.website.models.article import PublishedArticle

ID_BITS = 24
LAST_POSITION = 2**63 - 1
NEWEST_MATCHING = {
    "sqlite": """SELECT rowid FROM website_search
        WHERE website_search MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s""",
    "postgresql": "SELECT website_newest_matching(%s::tsquery, %s, %s, %s)",
}
OPERATORS = {"sqlite": ('"{}"', " OR ", " AND "), "postgresql": ("'{}'", "|", "&")}


def position_of(article: PublishedArticle) -> int:
    """Return the position of an article in the order of time.

    It combines seconds and id in one number, so that the database finds the newest hits by walking one index.
    """
    return (int(article.published_at.timestamp()) << ID_BITS) | (article.pk & ((1 << ID_BITS) - 1))


def position_at(instant: datetime) -> int:
    """Return the lowest position of an article published at `instant` or later."""
    return int(instant.timestamp()) << ID_BITS


def instant_of(position: int) -> int:
    """Return the second of publication (Unix time) of the article at `position`."""
    return position >> ID_BITS


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    def newest_matching(self, groups: list[list[str]], between: tuple[int, int], most: int) -> Self:
        """Filter the newest documents with a term of every group, by the full-text index of the database.

        `between` are the first and the last position to consider. The cost depends on `most`, not on the matches.
        """
        query = _boolean(groups, *OPERATORS[connection.vendor])
        found = RawSQL(NEWEST_MATCHING[connection.vendor], [query, *between, most])  # noqa: S611
        return self.filter(position__in=found).order_by("-position")

    def outdated(self) -> Self:
        """Filter documents made by an earlier analyser or from texts that have changed since."""
        return self.filter(version__lt=VERSION)


def _boolean(groups: list[list[str]], quoted: str, either: str, both: str) -> str:
    """Return a query for one term of each group. Terms are letters and digits, so that nothing needs escaping."""
    return both.join(f"({either.join(map(quoted.format, group))})" for group in groups)


class SearchDocument(models.Model):
    """The index entry of a live article. Only `articles.actions` writes it.

    `terms` are those of the whole text, with `l<language>` and `s<section>`. They are indexed by a virtual table on
    SQLite and by a generated column on PostgreSQL. `version` 0 asks the worker to make the entry anew.
    """

    position = models.BigIntegerField(primary_key=True)
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
