"""Lists of pieces, newest first: one index range each, older pages by the place of a piece.

No page counts and none skips rows: an older page costs what the first one costs.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from articles.models.publication import Publication, PublicationByline, PublicationQuerySet, PublicationTag
from newsroom.lib.clock import newsroom_day

PAGE_SIZE = 20
Address = Callable[[int | None], str]
"""The path of a list's page: of its older page before an id, or of its first page for None."""

LONG_COLUMNS = ("publication__body", "publication__text", "publication__sources")


@dataclass(frozen=True)
class Day:
    """The pieces of one newsroom day."""

    date: date
    publications: Sequence[Publication]


@dataclass(frozen=True)
class Listing:
    """One page of a list. `newest_url` is empty on the first page, `older_url` on the last."""

    publications: Sequence[Publication]
    newest_url: str
    older_url: str

    @property
    def days(self) -> list[Day]:
        return by_day(self.publications)


def by_day(publications: Iterable[Publication]) -> list[Day]:
    """Neighbours of one day together, in the order they came."""
    days = groupby(publications, key=lambda publication: newsroom_day(publication.published_at))
    return [Day(day, list(group)) for day, group in days]


def of_publications(
    rows: PublicationQuerySet, before: int | None, address: Address, size: int | None = None
) -> Listing:
    """A page of publications; two statements with a cursor, one without."""
    size = size or PAGE_SIZE
    return _listing(_page(rows.for_lists(), "id", before, size), before, address, size)


def of_rows(
    rows: QuerySet[PublicationTag] | QuerySet[PublicationByline], before: int | None, address: Address
) -> Listing:
    """A page of what tag or byline rows lead to; statements as above."""
    joined = rows.filter(publication__is_live=True).select_related("publication__section", "publication__image")
    found = _page(joined.defer(*LONG_COLUMNS), "publication_id", before, PAGE_SIZE)
    return _listing([row.publication for row in found], before, address, PAGE_SIZE)


def _page(rows: QuerySet[Any], key: str, before: int | None, size: int) -> list[Any]:
    if before is not None:
        place = rows.filter(**{key: before}).values_list("published_at", flat=True).first()
        if place is None:
            raise Http404
        # The upper bound stands alone so that it bounds the index range; the rest parts pieces of the same instant.
        rows = rows.filter(Q(published_at__lt=place) | Q(**{f"{key}__lt": before}), published_at__lte=place)
    return list(rows.order_by("-published_at", f"-{key}")[: size + 1])


def _listing(found: Sequence[Publication], before: int | None, address: Address, size: int) -> Listing:
    if before is not None and not found:
        raise Http404
    shown = found[:size]
    return Listing(
        publications=shown,
        newest_url="" if before is None else address(None),
        older_url=address(shown[-1].pk) if len(found) > size else "",
    )
