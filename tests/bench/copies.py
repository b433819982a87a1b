"""Multiplies published articles inside the database: no text is analysed again, and none leaves the database.

Each round copies the rows of all articles of a pool, with later ids and times. The tables come in an order that keeps
the foreign keys.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import F

from articles.models import Article, ArticleTag, Byline, Revision, Transition
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle, PublishedByline, PublishedTag, SearchDocument
from newsroom.website.models.search_document import ID_BITS


@dataclass(frozen=True)
class Pool:
    """Published articles with the ids from `first` to `last`, all of them, spread over `span`."""

    first: int
    last: int
    span: timedelta

    @property
    def size(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Table:
    """A table with rows of articles. `key` is the column with the article's id.

    `taken_from` names the columns that get the value of another column.
    """

    model: type[models.Model]
    key: str
    taken_from: Mapping[str, str] = field(default_factory=dict)


TABLES = (
    Table(Article, "id", dict.fromkeys(("created_at", "edited_at", "state_changed_at"), "reviewed_at")),
    Table(Revision, "article_id"),
    Table(Byline, "article_id"),
    Table(ArticleTag, "content_object_id"),
    Table(Transition, "article_id", {"at": "processed_at"}),
    Table(PublishedArticle, "id"),
    Table(PublishedByline, "article_id"),
    Table(PublishedTag, "article_id"),
    Table(SearchDocument, "article_id"),
)

LATER = {
    "sqlite": "datetime({column}, '+{seconds} seconds')",
    "postgresql": "{column} + interval '{seconds} seconds'",
}
# The index of terms takes few large portions much faster than many small ones.
LARGE_PORTIONS = ("SET gin_pending_list_limit = '256MB'", "SET maintenance_work_mem = '512MB'")


def multiply(pool: Pool, count: int, rounds: int = 1) -> Iterator[int]:
    """Copy the articles of the pool until there are `count` with them; yield how many there are after each round.

    `rounds` are those that the pool and former copies make.
    """
    _date_like_the_publication(pool)
    if connection.vendor == "postgresql":
        _execute(*LARGE_PORTIONS)
    done = pool.size * rounds
    while done < count:
        offset, wanted = done, min(pool.size, count - done)
        with transaction.atomic():
            _execute(*(_copy(table, pool, offset, wanted) for table in TABLES), _terms(pool, offset, wanted))
            SiteVersion.bump()
        done += wanted
        yield done
    _tidy()


def _date_like_the_publication(pool: Pool) -> None:
    """Order the articles in the admin as on the site."""
    Article.objects.filter(pk__range=(pool.first, pool.last)).update(
        created_at=F("reviewed_at"), edited_at=F("reviewed_at"), state_changed_at=F("reviewed_at")
    )


def _copy(table: Table, pool: Pool, offset: int, wanted: int) -> str:
    """Return the statement that copies the rows of the first `wanted` articles of the pool."""
    seconds = int(pool.span.total_seconds()) * (offset // pool.size)
    columns = {
        str(column.column): _value(column, table, offset, seconds)
        for column in table.model._meta.concrete_fields
        if column.column == table.key or not isinstance(column, models.AutoField)
    }
    name = connection.ops.quote_name(table.model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    last = pool.first + wanted - 1
    return (
        f"INSERT INTO {name} ({names}) SELECT {', '.join(columns.values())} FROM {name} "  # noqa: S608
        f"WHERE {table.key} BETWEEN {pool.first} AND {last} ORDER BY {table.model._meta.pk.column}"
    )


def _terms(pool: Pool, offset: int, wanted: int) -> str:
    """Return the statement that gives the copies the terms of the pool; triggers have made their rows."""
    first = pool.first + offset
    return (
        "UPDATE articles_terms SET version = known.version, terms = known.terms FROM articles_terms AS known "  # noqa: S608
        f"WHERE articles_terms.article_id BETWEEN {first} AND {first + wanted - 1} "
        f"AND known.article_id = articles_terms.article_id - {offset}"
    )


def _value(column: "models.Field[object, object]", table: Table, offset: int, seconds: int) -> str:
    own = str(column.column)
    name = connection.ops.quote_name(table.taken_from.get(own, own))
    if column.column == table.key:
        return f"{name} + {offset}"
    if column.column == "position":
        return f"{name} + {(seconds << ID_BITS) + offset}"
    if isinstance(column, models.DateTimeField):
        return LATER[connection.vendor].format(column=name, seconds=seconds)
    return name


def _tidy() -> None:
    """Do what the database needs after so many rows: continue its numbers, know its tables."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Article]):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
