"""Lists of articles, newest first.

An older page starts before the id of an article of the list. Each page is one index range: no page counts rows or
skips them with OFFSET, so that the last page costs what the first one costs.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any

from django.http import Http404

from newsroom.utils.dates import local_date
from newsroom.website.models.article import PublishedArticle
from newsroom.website.public_urls import current_language
from newsroom.website.queries.lists import ArticleList
from newsroom.website.queries.sections import with_sections

PAGE_SIZE = 20
SUMMARY_HEADLINES = 3
PagePath = Callable[[int | None], str]
"""Returns the path of the page before an id, or of the first page for None."""


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


def paginate(articles: ArticleList, ids: Sequence[int], before: int | None, path: PagePath, **values: Any) -> Listing:
    """Return a page of a list in the current language; one query, two with a cursor. Raise Http404 for a wrong one.

    `ids` and `values` are what the list needs, as the id of the tag.
    """
    found = articles.find(ids, PAGE_SIZE + 1, before, current_language(), **values)
    return _listing(found, before, path, PAGE_SIZE)


def first_page(newest: Sequence[PublishedArticle], path: PagePath, size: int) -> Listing:
    """Return the first page of a list from its newest articles, one more than the page shows."""
    return _listing(newest, None, path, size)


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
