"""The newest articles: of all, of each section and of a tag."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from newsroom.page_cache.memory import each_per_site_version, per_site_version
from newsroom.utils.dates import end_of_today
from newsroom.website.models.article import PublishedTag
from newsroom.website.models.section import Section
from newsroom.website.queries.listed import LANGUAGE, listed
from newsroom.website.queries.prepared import PreparedQuery, PreparedQueryOfIds
from newsroom.website.queries.slices import union_of

OF_ALL = 30
OF_A_SECTION = 9
OF_A_TAG = 41
"""How many are read: as many as a feed, the front page or the related articles show, which may leave out one."""


def _newest_of_sections() -> Any:
    articles = listed().newest_first().filter(section=OuterRef("pk")).values("pk")
    newest = {f"newest_{n}": Subquery(articles[n : n + 1]) for n in range(OF_A_SECTION)}
    return Section.objects.annotate(**newest).order_by().values_list("pk", *newest)


ALL = PreparedQuery(lambda: listed().newest_first().values_list("pk", "section")[:OF_ALL])
SECTIONS = PreparedQuery(_newest_of_sections)


@per_site_version
def newest_of_all(language: str) -> Sequence[tuple[int, int]]:
    """Return the ids of the newest articles with those of their sections."""
    return tuple((pk, section) for pk, section in ALL.rows(language=language, end=end_of_today()))


@per_site_version
def newest_of_sections(language: str) -> Mapping[int, Sequence[int]]:
    """Return the ids of the newest articles of each section, without those of its subsections."""
    rows = SECTIONS.rows(language=language, end=end_of_today())
    return {section: tuple(pk for pk in ids if pk is not None) for section, *ids in rows}


def _newest_of_tags(tags: Any) -> Any:
    rows = PublishedTag.objects.filter(language=LANGUAGE).order_by("-published_at", "-article")
    newest = union_of([rows.filter(tag=tag)[:OF_A_TAG] for tag in tags])
    return newest.order_by("-published_at", "-article").values_list("tag", "article", "published_at")


TAGS = PreparedQueryOfIds(_newest_of_tags)


@each_per_site_version
def newest_of_tags(tags: Sequence[int], language: str) -> Mapping[int, Sequence[tuple[int, datetime]]]:
    """Return the newest articles of each tag: their ids and times of publication."""
    found: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for tag, article, published_at in TAGS.rows(tags, language=language):
        found[tag].append((article, published_at))
    return {tag: tuple(found[tag]) for tag in tags}
