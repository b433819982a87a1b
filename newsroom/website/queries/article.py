"""The rows of one article: the article, and what belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.website.models.article import PublishedArticle, PublishedByline
from newsroom.website.models.tag import Tag
from newsroom.website.queries.cards import IMAGE
from newsroom.website.queries.columns import Columns, split
from newsroom.website.queries.prepared import Parameter, PreparedQuery
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


ID = Parameter("pk", PublishedArticle._meta.pk)


def _article() -> Any:
    columns = (*ARTICLE.paths(), *IMAGE.paths("image__"), *TRANSLATION.paths("translation_of__"))
    return PublishedArticle.objects.filter(pk=ID).values_list(*columns)


def _parts() -> Any:
    bylines = (*BYLINE.paths("byline_rows__"), *PERSON.paths("byline_rows__person__"))
    tags = ("tag_rows__pk", *TAG.paths("tag_rows__tag__"))
    picks = ("related_rows__order", "related_rows__related")
    return PublishedArticle.objects.filter(pk=ID).values_list(*bylines, *tags, *picks)


ARTICLES = PreparedQuery(_article)
PARTS = PreparedQuery(_parts)


def find_article(pk: int) -> PublishedArticle | None:
    """Return the article with this id, live or withdrawn, with image, translation and section; one query."""
    for row in ARTICLES.rows(pk=pk):
        own, image, translation = split(row, len(ARTICLE), len(IMAGE), len(TRANSLATION))
        article = PublishedArticle.from_db(None, ARTICLE.names, own)
        article.image = IMAGE.instance(image)
        article.translation_of = TRANSLATION.instance(translation)
        return with_sections([article])[0]
    return None


def find_parts(article: PublishedArticle) -> ArticleParts:
    """Return what belongs to the article; one query.

    Each row of it has one byline, one tag and one pick: all their combinations, which are few.
    """
    bylines: dict[Any, PublishedByline | None] = {}
    tags: dict[Any, Tag | None] = {}
    picks: dict[Any, int] = {}
    for row in PARTS.rows(pk=article.pk):
        byline, person, (tag_row,), tag, pick = split(row, len(BYLINE), len(PERSON), 1, len(TAG), 2)
        if byline not in bylines:
            bylines[byline] = _byline(byline, person)
        if tag_row not in tags:
            tags[tag_row] = TAG.instance(tag)
        picks[pick] = pick[1]
    shown = [row for row in bylines.values() if row]
    return ArticleParts(
        bylines=sorted(shown, key=lambda row: row.order),
        tags=[tags[key] for key in sorted(key for key in tags if key is not None)],
        picks=[picks[key] for key in sorted(key for key in picks if key[1] is not None)],
    )


def _byline(values: tuple[Any, ...], person: tuple[Any, ...]) -> PublishedByline | None:
    byline = BYLINE.instance(values)
    if byline is not None:
        byline.person = PERSON.instance(person)
    return byline
