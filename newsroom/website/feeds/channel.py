"""What a feed tells, before it is written in any format."""

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
from newsroom.website.page_context import absolute

ITEMS = 30
# Within a tag: the same letters in a text are nobody's link.
_LINK = re.compile(r'(<a\s(?:[^<>]*\s)?href=")([^"]*)')
# What XML 1.0 cannot hold, even escaped; nothing of the kind passes the desk's forms, an import may bring it.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Item:
    """An article in a feed, with its whole text."""

    article: PublishedArticle
    key: str
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
        return absolute(self.picture.url) if self.picture else ""


@dataclass(frozen=True)
class Channel:
    """A feed: `path` is its own address, `page` that of the list it follows."""

    title: str
    description: str
    language: str
    path: str
    page: str
    items: Sequence[Item]

    @property
    def updated_at(self) -> datetime | None:
        return max((item.updated_at for item in self.items), default=None)


def newest(articles: QuerySet[PublishedArticle]) -> list[Item]:
    """The newest of these articles as items; three statements."""
    signed = PublishedByline.objects.select_related("person")
    tagged = PublishedTag.objects.select_related("tag").order_by("pk")
    rows = (
        articles.order_by("-published_at", "-id")
        .select_related("section", "image")
        .defer("text")
        .prefetch_related(Prefetch("byline_rows", signed), Prefetch("tag_rows", tagged))
    )
    return [_item(article) for article in rows[:ITEMS]]


def _item(article: PublishedArticle) -> Item:
    section = [article.section.name] if article.section else []
    image = article.image
    picture = public.largest(image) if image and image.is_public else None
    return Item(
        article=article,
        # Outlives a changed address, so that no reader shows an article twice.
        key=absolute(f"/articles/{article.pk}"),
        url=absolute(article.get_absolute_url()),
        title=clean(article.headline),
        summary=clean(article.lead),
        content=clean(_content(article, picture)),
        authors=[clean(signature(row)) for row in article.byline_rows.all()],
        categories=section + [row.tag.local_name for row in article.tag_rows.all()],
        picture=picture,
    )


def clean(text: str) -> str:
    """The text without the characters that no XML may have."""
    return _NOT_XML.sub("", text)


def _content(article: PublishedArticle, picture: Address | None) -> str:
    """The article for a stranger's page: mark of age, picture, lead, body and sources, every link with its site."""
    context = {
        "article": article,
        "sources": source_lines(article),
        "picture": picture,
        "picture_address": absolute(picture.url) if picture else "",
    }
    html = render_to_string("website/_feed_item.html", context)
    page = absolute(article.get_absolute_url())
    return _LINK.sub(lambda link: f"{link[1]}{escape(_from(page, unescape(link[2])))}", html)


def _from(page: str, link: str) -> str:
    """Where a link of the page leads, from wherever one follows it. What is no address stays as it was typed."""
    try:
        return urljoin(page, link)
    except ValueError:
        return link
