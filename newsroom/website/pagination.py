"""Lists of articles, newest first: one index range each, older pages by the place of an article.

No page counts and none skips rows: an older page costs what the first one costs.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404

from newsroom.utils.dates import local_date
from newsroom.website.models.article import PublishedArticle, PublishedArticleQuerySet, PublishedByline, PublishedTag

PAGE_SIZE = 20
GIST = 3
Rows = TypeVar("Rows", bound=QuerySet[Any])
Address = Callable[[int | None], str]
"""The path of a list's page: of its older page before an id, or of its first page for None."""

LONG_COLUMNS = ("article__body", "article__text", "article__sources")


@dataclass(frozen=True)
class Day:
    """The articles of one newsroom day."""

    date: date
    articles: Sequence[PublishedArticle]


@dataclass(frozen=True)
class Listing:
    """One page of a list. `newest_url` is empty on the first page, `older_url` on the last."""

    articles: Sequence[PublishedArticle]
    newest_url: str
    older_url: str

    @property
    def days(self) -> list[Day]:
        return by_day(self.articles)

    @property
    def gist(self) -> str:
        """What the page holds, for messengers and search engines: its first headlines."""
        return gist_of(article.headline for article in self.articles)


def gist_of(titles: Iterable[str]) -> str:
    """The first few titles of a list on one line."""
    return " · ".join(islice(titles, GIST))


def by_day(articles: Iterable[PublishedArticle]) -> list[Day]:
    """Neighbours of one day together, in the order they came."""
    days = groupby(articles, key=lambda article: local_date(article.published_at))
    return [Day(day, list(group)) for day, group in days]


def of_articles(
    rows: PublishedArticleQuerySet, before: int | None, address: Address, size: int | None = None
) -> Listing:
    """A page of publications; two statements with a cursor, one without."""
    size = size or PAGE_SIZE
    return _listing(_page(rows.for_lists(), "id", before, size), before, address, size)


def of_sections(
    keys: Sequence[int], language: str, before: int | None, address: Address, size: int | None = None
) -> Listing:
    """A page of what stands in several sections: the newest of each, and of these the newest."""
    live = PublishedArticle.objects.live(language)
    if len(keys) == 1:
        return of_articles(live.filter(section=keys[0]), before, address, size)
    size = size or PAGE_SIZE
    instant = _instant_of(live.filter(section__in=keys), "id", before)
    candidates = newest_of_each(keys, _older(live, "id", before, instant), size + 1)
    return _listing(list(candidates.for_lists().newest_first()[: size + 1]), before, address, size)


def newest_of_each(keys: Sequence[int], rows: PublishedArticleQuerySet, count: int) -> PublishedArticleQuerySet:
    """The newest `count` of each of these sections: as many index ranges, however much the sections hold."""
    candidates = Q()
    for key in keys:
        candidates |= Q(pk__in=rows.filter(section=key).newest_first().values("pk")[:count])
    return PublishedArticle.objects.filter(candidates)


def of_rows(rows: QuerySet[PublishedTag] | QuerySet[PublishedByline], before: int | None, address: Address) -> Listing:
    """A page of what tag or byline rows lead to; statements as above."""
    joined = rows.filter(article__is_live=True).select_related("article__section", "article__image")
    found = _page(joined.defer(*LONG_COLUMNS), "article_id", before, PAGE_SIZE)
    return _listing([row.article for row in found], before, address, PAGE_SIZE)


def _page(rows: QuerySet[Any], key: str, before: int | None, size: int) -> list[Any]:
    rows = _older(rows, key, before, _instant_of(rows, key, before))
    return list(rows.order_by("-published_at", f"-{key}")[: size + 1])


def _instant_of(rows: QuerySet[Any], key: str, before: int | None) -> datetime | None:
    """When the article of the cursor went out; Http404 if it is not in this list."""
    if before is None:
        return None
    instant: datetime | None = rows.filter(**{key: before}).values_list("published_at", flat=True).first()
    if instant is None:
        raise Http404
    return instant


def _older(rows: Rows, key: str, before: int | None, instant: datetime | None) -> Rows:
    if before is None:
        return rows
    # The upper bound stands alone so that it bounds the index range; the rest parts articles of the same instant.
    older = Q(published_at__lt=instant) | Q(**{f"{key}__lt": before})
    return rows.filter(older, published_at__lte=instant)


def _listing(found: Sequence[PublishedArticle], before: int | None, address: Address, size: int) -> Listing:
    if before is not None and not found:
        raise Http404
    shown = found[:size]
    return Listing(
        articles=shown,
        newest_url="" if before is None else address(None),
        older_url=address(shown[-1].pk) if len(found) > size else "",
    )
