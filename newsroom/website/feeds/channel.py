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
    """A piece in a feed, with its whole text."""

    publication: PublishedArticle
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
        return self.publication.published_at

    @property
    def updated_at(self) -> datetime:
        return self.publication.updated_at or self.publication.published_at

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


def newest(pieces: QuerySet[PublishedArticle]) -> list[Item]:
    """The newest of these pieces as items; three statements."""
    signed = PublishedByline.objects.select_related("person")
    tagged = PublishedTag.objects.select_related("tag").order_by("pk")
    rows = (
        pieces.order_by("-published_at", "-id")
        .select_related("section", "image")
        .defer("text")
        .prefetch_related(Prefetch("byline_rows", signed), Prefetch("tag_rows", tagged))
    )
    return [_item(publication) for publication in rows[:ITEMS]]


def _item(publication: PublishedArticle) -> Item:
    section = [publication.section.name] if publication.section else []
    image = publication.image
    picture = public.largest(image) if image and image.is_public else None
    return Item(
        publication=publication,
        # Outlives a changed address, so that no reader shows a piece twice.
        key=absolute(f"/articles/{publication.pk}"),
        url=absolute(publication.get_absolute_url()),
        title=clean(publication.headline),
        summary=clean(publication.lead),
        content=clean(_content(publication, picture)),
        authors=[clean(signature(row)) for row in publication.byline_rows.all()],
        categories=section + [row.tag.local_name for row in publication.tag_rows.all()],
        picture=picture,
    )


def clean(text: str) -> str:
    """The text without the characters that no XML may have."""
    return _NOT_XML.sub("", text)


def _content(publication: PublishedArticle, picture: Address | None) -> str:
    """The piece for a stranger's page: mark of age, picture, lead, body and sources, every link with its site."""
    context = {
        "publication": publication,
        "sources": source_lines(publication),
        "picture": picture,
        "picture_address": absolute(picture.url) if picture else "",
    }
    html = render_to_string("website/_feed_item.html", context)
    page = absolute(publication.get_absolute_url())
    return _LINK.sub(lambda link: f"{link[1]}{escape(_from(page, unescape(link[2])))}", html)


def _from(page: str, link: str) -> str:
    """Where a link of the page leads, from wherever one follows it. What is no address stays as it was typed."""
    try:
        return urljoin(page, link)
    except ValueError:
        return link
