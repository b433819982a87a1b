"""Lists of articles, newest first. Each page of a list is one index range of a prepared query."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Q
from django.http import Http404

from newsroom.utils.dates import end_of_today
from newsroom.website.models.article import PublishedArticle, PublishedByline, PublishedTag
from newsroom.website.queries.cards import CARD, card
from newsroom.website.queries.listed import END, LANGUAGE, listed
from newsroom.website.queries.prepared import Parameter, PreparedQueryOfIds
from newsroom.website.queries.slices import newest_of_each_section

Rows = Any
"""A QuerySet of articles, or of rows that belong to articles."""
Narrow = Callable[[Rows], Rows]
Build = Callable[[Any, Narrow, int], Rows]

BEFORE = Parameter("before", BigIntegerField())
INSTANT = Parameter("instant", DateTimeField())
STARTS = Parameter("starts", DateTimeField())
ENDS = Parameter("ends", DateTimeField())


class ArticleList:
    """A list of articles, or of rows that belong to articles.

    `build` gets parameters for ids, a function that narrows the rows to a page, and how many rows the page has at
    most. `prefix` leads from a row to its article, and `key` is the column with the id of the article.
    """

    def __init__(self, build: Build, key: str = "id", prefix: str = "") -> None:
        self.build = build
        self.key = key
        self.columns = tuple(prefix + column for column in CARD)
        self._pages: dict[tuple[int, bool], PreparedQueryOfIds] = {}
        self._cursor = PreparedQueryOfIds(
            lambda ids: build(ids, lambda rows: rows.filter(**{key: BEFORE}), 1).values_list("published_at")
        )

    def find(
        self, ids: Sequence[int], count: int, before: int | None, language: str, **values: Any
    ) -> list[PublishedArticle]:
        """Return the newest `count` articles, older than the one with the id `before`; one query, two with a cursor.

        Raise Http404 if that one is not in the list.
        """
        values |= {"language": language, "end": end_of_today()}
        if before is not None:
            values |= {"before": before, "instant": self._instant(ids, before=before, **values)}
        page = (count, before is not None)
        query = self._pages.get(page) or self._prepare(page)
        return [card(row) for row in query.rows(ids, **values)]

    def _instant(self, ids: Sequence[int], **values: Any) -> Any:
        for row in self._cursor.rows(ids, **values):
            return row[0]
        raise Http404

    def _prepare(self, page: tuple[int, bool]) -> PreparedQueryOfIds:
        count, is_older = page
        narrow = self._older if is_older else lambda rows: rows

        def build(ids: Any) -> Rows:
            rows = self.build(ids, narrow, count)
            return rows.order_by("-published_at", f"-{self.key}").values_list(*self.columns)[:count]

        query = self._pages[page] = PreparedQueryOfIds(build)
        return query

    def _older(self, rows: Rows) -> Rows:
        # The condition on published_at alone bounds the index range; the other one separates articles of one instant.
        older = Q(published_at__lt=INSTANT) | Q(**{f"{self.key}__lt": BEFORE})
        return rows.filter(older, published_at__lte=INSTANT)


def _of_sections(ids: Any, narrow: Narrow, count: int) -> Rows:
    articles = narrow(listed())
    return articles.filter(section=ids[0]) if len(ids) == 1 else newest_of_each_section(ids, articles, count)


def _rows_of_articles(rows: Rows) -> Rows:
    return rows.filter(language=LANGUAGE, article__is_live=True, published_at__lt=END)


NO_IDS = (0,)
"""For a list that has no ids."""
ALL = ArticleList(lambda _ids, narrow, _count: narrow(listed()))
OF_DAY = ArticleList(
    lambda _ids, narrow, _count: narrow(listed().filter(published_at__gte=STARTS, published_at__lt=ENDS))
)
OF_SECTIONS = ArticleList(_of_sections)
OF_TAG = ArticleList(
    lambda ids, narrow, _count: narrow(_rows_of_articles(PublishedTag.objects.filter(tag=ids[0]))),
    *("article_id", "article__"),
)
OF_PERSON = ArticleList(
    lambda ids, narrow, _count: narrow(_rows_of_articles(PublishedByline.objects.filter(person=ids[0]))),
    *("article_id", "article__"),
)
