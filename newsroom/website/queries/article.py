"""The rows of articles with what belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.website.models.article import PublishedArticle, PublishedByline
from newsroom.website.models.tag import Tag
from newsroom.website.queries.cards import IMAGE
from newsroom.website.queries.columns import Columns, split
from newsroom.website.queries.prepared import PreparedQueryOfIds, Row
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
    articles = [article_of(row) for row in ARTICLES.rows(ids)]
    return {article.pk: article for article in with_sections(articles)}


def article_of(row: Row) -> PublishedArticle:
    """Return the article of a row of ARTICLES, without its section."""
    own, image, translation = split(row, len(ARTICLE), len(IMAGE), len(TRANSLATION))
    article = PublishedArticle.from_db(None, ARTICLE.names, own)
    article.image = IMAGE.instance(image)
    article.translation_of = TRANSLATION.instance(translation)
    return article


def find_parts(ids: Sequence[int]) -> dict[int, ArticleParts]:
    """Return what belongs to each of the articles; one query."""
    rows = find_rows_of_parts(ids)
    return {pk: parts_of(rows[pk]) for pk in ids}


def find_rows_of_parts(ids: Sequence[int]) -> dict[int, list[Row]]:
    """Return the rows of PARTS for each of the articles, in an order of their own; one query.

    Each row has one byline, one tag and one pick: all combinations of an article, which are few.
    """
    rows: dict[int, list[Row]] = {pk: [] for pk in ids}
    for row in PARTS.rows(ids):
        rows[row[0]].append(row)
    return rows


def parts_of(rows: Sequence[Row]) -> ArticleParts:
    """Return what the rows of an article say."""
    bylines: dict[Row, PublishedByline] = {}
    tags: dict[Any, Tag] = {}
    picks: dict[Row, int] = {}
    for row in rows:
        _pk, byline, person, (tag_row,), tag, pick = split(row, 1, len(BYLINE), len(PERSON), 1, len(TAG), 2)
        if byline not in bylines and (author := BYLINE.instance(byline)):
            author.person = PERSON.instance(person)
            bylines[byline] = author
        if tag_row not in tags and (shown := TAG.instance(tag)):
            tags[tag_row] = shown
        if pick[1] is not None:
            picks[pick] = pick[1]
    return ArticleParts(
        bylines=sorted(bylines.values(), key=lambda row: row.order),
        tags=[tags[key] for key in sorted(tags)],
        picks=[picks[key] for key in sorted(picks)],
    )
