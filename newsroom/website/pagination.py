"""Lists of articles, newest first.

An older page starts before the id of an article of the list. Each page is one index range: no page counts rows or
skips them with OFFSET, so that the last page costs what the first one costs.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby, islice
from typing import Any, TypeVar

from django.db.models import BigIntegerField, DateTimeField, Q, QuerySet
from django.http import Http404

from newsroom.utils.dates import end_of_today, local_date
from newsroom.website.models.article import PublishedArticle, PublishedArticleQuerySet, PublishedByline, PublishedTag
from newsroom.website.queries.cards import CARD, card
from newsroom.website.queries.listed import listed
from newsroom.website.queries.prepared import Parameter, PreparedQueryOfIds
from newsroom.website.queries.sections import with_sections
from newsroom.website.queries.slices import newest_of_each_section

PAGE_SIZE = 20
SUMMARY_HEADLINES = 3
Rows = TypeVar("Rows", bound=QuerySet[Any])
PagePath = Callable[[int | None], str]
"""Returns the path of the page before an id, or of the first page for None."""

BEFORE = Parameter("before", BigIntegerField())
INSTANT = Parameter("instant", DateTimeField())
LONG_COLUMNS = ("article__body", "article__text", "article__sources")


@dataclass(frozen=True)
class Day:
    """The articles of one day in the newsroom's time zone."""

    date: date
    articles: Sequence[PublishedArticle]


@dataclass(frozen=True)
class Listing:
    """One page of a list. `newest_path` is empty on the first page, `older_path` on the last."""

    articles: Sequence[PublishedArticle]
    newest_path: str
    older_path: str

    @property
    def days(self) -> list[Day]:
        days = groupby(self.articles, key=lambda article: local_date(article.published_at))
        return [Day(day, list(group)) for day, group in days]

    @property
    def summary(self) -> str:
        """The meta description of the page."""
        return summarize(article.headline for article in self.articles)


def summarize(titles: Iterable[str]) -> str:
    """Join the first titles of a list on one line."""
    return " · ".join(islice(titles, SUMMARY_HEADLINES))


def paginate_articles(
    articles: PublishedArticleQuerySet, before: int | None, path: PagePath, size: int | None = None
) -> Listing:
    """Return a page of these articles; one query, two with a cursor."""
    size = size or PAGE_SIZE
    return _listing(_fetch(articles.for_lists(), "id", before, size), before, path, size)


def first_page(newest: Sequence[PublishedArticle], path: PagePath, size: int) -> Listing:
    """Return the first page of a list from its newest articles, one more than the page shows."""
    return _listing(newest, None, path, size)


def paginate_sections(section_ids: Sequence[int], language: str, before: int | None, path: PagePath) -> Listing:
    """Return a page of the articles of several sections; one query, two with a cursor."""
    values: dict[str, Any] = {"language": language, "end": end_of_today()}
    if before is not None:
        articles = PublishedArticle.objects.listed(language).filter(section__in=section_ids)
        values |= {"before": before, "instant": _instant_of(articles, "id", before)}
    query = _section_query(PAGE_SIZE + 1, is_older=before is not None)
    found = [card(row) for row in query.rows(section_ids, **values)]
    return _listing(found, before, path, PAGE_SIZE)


@cache
def _section_query(count: int, *, is_older: bool) -> PreparedQueryOfIds:
    def build(section_ids: Any) -> QuerySet[Any]:
        articles = listed()
        if is_older:
            articles = _older(articles, "id", BEFORE, INSTANT)
        if len(section_ids) == 1:
            found = articles.filter(section=section_ids[0])
        else:
            found = newest_of_each_section(section_ids, articles, count)
        return found.newest_first().values_list(*CARD)[:count]

    return PreparedQueryOfIds(build)


def paginate_article_rows(
    rows: QuerySet[PublishedTag] | QuerySet[PublishedByline], before: int | None, path: PagePath
) -> Listing:
    """Return a page of the articles of tag or byline rows; one query, two with a cursor."""
    joined = rows.filter(article__is_live=True, published_at__lt=end_of_today())
    joined = joined.select_related("article__image").defer(*LONG_COLUMNS)
    found = _fetch(joined, "article_id", before, PAGE_SIZE)
    return _listing([row.article for row in found], before, path, PAGE_SIZE)


def _fetch(rows: QuerySet[Any], key: str, before: int | None, size: int) -> list[Any]:
    rows = _older(rows, key, before, _instant_of(rows, key, before))
    return list(rows.order_by("-published_at", f"-{key}")[: size + 1])


def _instant_of(rows: QuerySet[Any], key: str, before: int | None) -> datetime | None:
    """Return the publication time of the cursor's article. Raise Http404 if it is not in this list."""
    if before is None:
        return None
    instant: datetime | None = rows.filter(**{key: before}).values_list("published_at", flat=True).first()
    if instant is None:
        raise Http404
    return instant


def _older(rows: Rows, key: str, before: Any, instant: Any) -> Rows:
    """Filter the rows that are older than the one with this id and time."""
    if before is None:
        return rows
    # The condition on published_at alone bounds the index range; the other one separates articles of one instant.
    older = Q(published_at__lt=instant) | Q(**{f"{key}__lt": before})
    return rows.filter(older, published_at__lte=instant)


def _listing(found: Sequence[PublishedArticle], before: int | None, path: PagePath, size: int) -> Listing:
    """Make a page of up to `size` + 1 articles. Raise Http404 for an older page without articles."""
    if before is not None and not found:
        raise Http404
    shown = with_sections(found[:size])
    return Listing(
        articles=shown,
        newest_path="" if before is None else path(None),
        older_path=path(shown[-1].pk) if len(found) > size else "",
    )
