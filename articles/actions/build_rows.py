"""Builds the public rows of an article without saving them, for publication and for the preview."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.translation import override

from articles.models import Article, Byline, Source
from newsroom.body.cleaning import clean
from newsroom.utils.html import to_text, word_count
from newsroom.utils.slugs import slugify
from newsroom.website.models import PublishedArticle, PublishedByline, PublishedTag
from newsroom.website.models.article_text import TEXT_FIELDS

WORDS_A_MINUTE = 180


@dataclass(frozen=True)
class Prepared:
    """The public rows of an article, unsaved."""

    article: PublishedArticle
    bylines: list[PublishedByline]
    tags: list[PublishedTag]


def slug_of(article: Article) -> str:
    """Return the slug of the article, or one made from its headline."""
    return article.slug or slugify(article.headline, fallback=f"news-{article.pk}")


def prefetch_rows(article: Article) -> None:
    """Prefetch all rows of an article."""
    prefetch_related_objects([article], "sources", "bylines__person", "tags", "related_rows")


def prepare(article: Article, *, at: datetime) -> Prepared:
    """Return the public rows of the article as if it were published at this time."""
    prefetch_rows(article)
    published = build_published(article, at=at)
    published.sources = build_sources(article.sources.all())
    return Prepared(published, build_bylines(article.bylines.all(), published), build_tags(article, published))


def build_published(article: Article, *, at: datetime) -> PublishedArticle:
    """Return the public article with its own columns set; no statement is sent."""
    text = {field: getattr(article, field) for field in TEXT_FIELDS}
    published = PublishedArticle(
        id=article.pk, published_at=at, slug=slug_of(article), section_id=article.section_id, **text
    )
    set_body(published, article.body)
    return published


def set_body(published: PublishedArticle, body: str) -> None:
    published.body = clean(body)
    published.text = to_text(published.body)
    published.reading_minutes = max(1, round(word_count(published.text) / WORDS_A_MINUTE))


def build_sources(rows: Iterable[Source]) -> list[dict[str, str]]:
    """Return the source chain as it is stored with the public article; `rows` may be unsaved."""
    return [{"name": row.name, "url": row.url, "via_name": row.via_name, "via_url": row.via_url} for row in rows]


def build_bylines(rows: Iterable[Byline], published: PublishedArticle) -> list[PublishedByline]:
    """Return the public bylines of rows in printed order; `rows` may be unsaved."""
    return [
        PublishedByline(
            article=published,
            order=order,
            person=row.person,
            name=row.name,
            role=row.role,
            language=published.language,
            published_at=published.published_at,
        )
        for order, row in enumerate(rows)
    ]


def build_tags(article: Article, published: PublishedArticle) -> list[PublishedTag]:
    return [
        PublishedTag(
            article=published,
            tag=tag,
            language=published.language,
            published_at=published.published_at,
        )
        for tag in sorted(article.tags.all(), key=lambda tag: tag.name)
    ]


def address_of(article: Article) -> str:
    """Return the public address of a live article, for links in the admin."""
    published = PublishedArticle(id=article.pk, slug=slug_of(article), language=article.language)
    with override(article.language):
        return published.get_absolute_url()
