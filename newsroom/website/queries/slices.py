"""Rows of several slices of a table, each of which is read by its own index range."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import QuerySet

from newsroom.website.models.article import PublishedArticleQuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])


def newest_of_each_section(
    section_ids: Sequence[int], articles: PublishedArticleQuerySet, count: int
) -> PublishedArticleQuerySet:
    """Filter the `count` newest articles of each section: one index range a section."""
    return union_of([articles.filter(section=section_id).newest_first()[:count] for section_id in section_ids])


def union_of(slices: Sequence[Rows]) -> Rows:
    """Filter the rows of several slices of one model, each of which is read by its own index range.

    A condition on all slices joined by OR would make PostgreSQL read the whole table, and SQLite allows no LIMIT in
    the parts of a UNION.
    """
    manager = slices[0].model._default_manager
    parts = [manager.filter(pk__in=part.values("pk")).order_by().values("pk") for part in slices]
    found: Rows = manager.filter(pk__in=parts[0].union(*parts[1:], all=True))
    return found
