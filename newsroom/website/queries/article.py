"""The rows of articles with what belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.website.models.article import PublishedArticle, PublishedByline
from newsroom.website.models.tag import Tag
from newsroom.website.queries.cards import IMAGE
from newsroom.website.queries.columns import Columns, split
from newsroom.website.queries.prepared import PreparedQueryOfIds
from newsroom.website.queries.sections import with_sections
from staff.models import Person

ARTICLE = Columns(
    PublishedArticle, *(field.attname for field in PublishedArticle._meta.concrete_fields if field.name != "text")
)
TRANSLATION = Columns(PublishedArticle, "id", "is_live", "language", "slug", "headline")
BYLINE = Columns(PublishedByline, "id", "order", "name", "role")
PERSON = Columns(Person, "id", "slug", "name_ru", "name_kk")
TAG = Columns(Tag, "id", "slug", "name", "name_kk")


@dataclass(frozen=True)
class ArticleParts:
    """The bylines and tags of an article, and the ids of the articles that an editor has picked as related."""

    bylines: Sequence[PublishedByline]
    tags: Sequence[Tag]
    picks: Sequence[int]


def _articles(ids: Any) -> Any:
    columns = (*ARTICLE.paths(), *IMAGE.paths("image__"), *TRANSLATION.paths("translation_of__"))
    return PublishedArticle.objects.filter(pk__in=ids).values_list(*columns)


def _parts(ids: Any) -> Any:
    bylines = (*BYLINE.paths("byline_rows__"), *PERSON.paths("byline_rows__person__"))
    tags = ("tag_rows__pk", *TAG.paths("tag_rows__tag__"))
    picks = ("related_rows__order", "related_rows__related")
    return PublishedArticle.objects.filter(pk__in=ids).values_list("pk", *bylines, *tags, *picks)


ARTICLES = PreparedQueryOfIds(_articles)
PARTS = PreparedQueryOfIds(_parts)


def find_articles(ids: Sequence[int]) -> dict[int, PublishedArticle]:
    """Return the articles with these ids, live or withdrawn, with image, translation and section; one query."""
    articles = [_article(row) for row in ARTICLES.rows(ids)]
    return {article.pk: article for article in with_sections(articles)}


def _article(row: tuple[Any, ...]) -> PublishedArticle:
    own, image, translation = split(row, len(ARTICLE), len(IMAGE), len(TRANSLATION))
    article = PublishedArticle.from_db(None, ARTICLE.names, own)
    article.image = IMAGE.instance(image)
    article.translation_of = TRANSLATION.instance(translation)
    return article


def find_parts(ids: Sequence[int]) -> dict[int, ArticleParts]:
    """Return what belongs to each of the articles; one query.

    Each of its rows has one byline, one tag and one pick: all combinations of an article, which are few.
    """
    rows_of: dict[int, list[tuple[Any, ...]]] = {pk: [] for pk in ids}
    for pk, *row in PARTS.rows(ids):
        rows_of[pk].append(tuple(row))
    return {pk: _parts_of(rows) for pk, rows in rows_of.items()}


def _parts_of(rows: Sequence[tuple[Any, ...]]) -> ArticleParts:
    bylines: dict[Any, PublishedByline | None] = {}
    tags: dict[Any, Tag | None] = {}
    picks: dict[Any, int] = {}
    for row in rows:
        byline, person, (tag_row,), tag, pick = split(row, len(BYLINE), len(PERSON), 1, len(TAG), 2)
        if byline not in bylines:
            bylines[byline] = _byline(byline, person)
        if tag_row not in tags:
            tags[tag_row] = TAG.instance(tag)
        picks[pick] = pick[1]
    return ArticleParts(
        bylines=sorted((row for row in bylines.values() if row), key=lambda row: row.order),
        tags=[tag for _key, tag in sorted(tags.items(), key=lambda pair: pair[0] or 0) if tag],
        picks=[picks[key] for key in sorted(key for key in picks if key[1] is not None)],
    )


def _byline(values: tuple[Any, ...], person: tuple[Any, ...]) -> PublishedByline | None:
    byline = BYLINE.instance(values)
    if byline is not None:
        byline.person = PERSON.instance(person)
    return byline
