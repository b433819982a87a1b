"""A feed as data, before it is written in one of the formats."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from urllib.parse import urljoin

from django.db.models import Prefetch, QuerySet
from django.template.loader import render_to_string
from django.utils.html import escape

from newsroom.images import public
from newsroom.images.public import Address
from newsroom.website.article_page import signature, source_lines
from newsroom.website.models.article import PublishedArticle, PublishedByline, PublishedTag
from newsroom.website.public_urls import absolute_url

ITEMS = 30
# Only inside a tag: the same characters in a text are not a link.
_LINK = re.compile(r'(<a\s(?:[^<>]*\s)?href=")([^"]*)')
# Characters that XML 1.0 does not allow, even escaped. Forms refuse them, an import may contain them.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Item:
    """An article in a feed. `content` is the whole text as HTML."""

    article: PublishedArticle
    guid: str
    url: str
    title: str
    summary: str
    content: str
    authors: Sequence[str]
    categories: Sequence[str]
    picture: Address | None

    @property
    def published_at(self) -> datetime:
        return self.article.published_at

    @property
    def updated_at(self) -> datetime:
        return self.article.updated_at or self.article.published_at

    @property
    def picture_url(self) -> str:
        return absolute_url(self.picture.url) if self.picture else ""


@dataclass(frozen=True)
class Channel:
    """A feed. `path` is its own path, `page_path` that of the page with the same articles."""

    title: str
    description: str
    language: str
    path: str
    page_path: str
    items: Sequence[Item]

    @property
    def updated_at(self) -> datetime | None:
        return max((item.updated_at for item in self.items), default=None)


def newest_items(articles: QuerySet[PublishedArticle]) -> list[Item]:
    """Return the newest of these articles; three queries."""
    bylines = PublishedByline.objects.select_related("person")
    tags = PublishedTag.objects.select_related("tag").order_by("pk")
    rows = (
        articles.order_by("-published_at", "-id")
        .select_related("section", "image")
        .defer("text")
        .prefetch_related(Prefetch("byline_rows", bylines), Prefetch("tag_rows", tags))
    )
    return [_item(article) for article in rows[:ITEMS]]


def _item(article: PublishedArticle) -> Item:
    sections = [article.section.name] if article.section else []
    image = article.image
    picture = public.largest(image) if image and image.is_public else None
    return Item(
        article=article,
        # It does not contain the slug, so that no feed reader shows an article twice when its URL changes.
        guid=absolute_url(f"/articles/{article.pk}"),
        url=absolute_url(article.get_absolute_url()),
        title=without_control_characters(article.headline),
        summary=without_control_characters(article.lead),
        content=without_control_characters(_content(article, picture)),
        authors=[without_control_characters(signature(row)) for row in article.byline_rows.all()],
        categories=sections + [row.tag.local_name for row in article.tag_rows.all()],
        picture=picture,
    )


def without_control_characters(text: str) -> str:
    """Remove the characters that XML does not allow."""
    return _NOT_XML.sub("", text)


def _content(article: PublishedArticle, picture: Address | None) -> str:
    """Return age mark, picture, lead, body and sources as HTML with absolute links."""
    context = {
        "article": article,
        "sources": source_lines(article),
        "picture": picture,
        "picture_url": absolute_url(picture.url) if picture else "",
    }
    html = render_to_string("website/_feed_item.html", context)
    page_url = absolute_url(article.get_absolute_url())
    return _LINK.sub(lambda link: f"{link[1]}{escape(_absolute_link(page_url, unescape(link[2])))}", html)


def _absolute_link(page_url: str, link: str) -> str:
    """Return the absolute form of a link on the page. A malformed link stays as it is."""
    try:
        return urljoin(page_url, link)
    except ValueError:
        return link
