"""A feed as data, before it is written in one of the formats."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.utils.html import escape

from newsroom.images import public
from newsroom.images.public import Address
from newsroom.page_cache.memory import KeptWhileEqual, each_per_site_version
from newsroom.website.article_page import signature, source_lines
from newsroom.website.body_blocks import feed_html
from newsroom.website.models.article import PublishedArticle
from newsroom.website.public_urls import absolute_url
from newsroom.website.queries.article import ARTICLE, ARTICLES, article_of, find_rows_of_parts, parts_of
from newsroom.website.queries.prepared import Row
from newsroom.website.queries.sections import section_name

ITEMS = 30
ID, IS_LIVE, SECTION, BODY = map(ARTICLE.names.index, ("id", "is_live", "section_id", "body"))
"""Where these values are in a row of ARTICLES."""
# Only inside a tag: the same characters in a text are not a link.
_LINK = re.compile(r'(<a\s(?:[^<>]*\s)?href=")([^"]*)')
# Characters that XML 1.0 does not allow, even escaped. Forms refuse them, an import may contain them.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Item:
    """An article in a feed. `content` is the whole text as HTML."""

    guid: str
    url: str
    title: str
    summary: str
    content: str
    authors: Sequence[str]
    categories: Sequence[str]
    picture: Address | None
    published_at: datetime
    updated_at: datetime
    _written: dict[object, str] = field(default_factory=dict, compare=False, repr=False)

    def written(self, form: object, write: Callable[[], str]) -> str:
        """Return this item as text in a form, which is written once."""
        if form not in self._written:
            self._written[form] = write()
        return self._written[form]

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


def items_of(ids: Sequence[int]) -> list[Item]:
    """Return the items of these articles in their order. Articles that were withdrawn meanwhile are left out."""
    items = _items(ids)
    return [items[pk] for pk in ids if pk in items]


@each_per_site_version
def _items(ids: Sequence[int]) -> Mapping[int, Item]:
    """Return the items by id: the same in all formats and feeds."""
    parts = find_rows_of_parts(ids)
    rows = (row for row in ARTICLES.rows(ids) if row[IS_LIVE])
    return {row[ID]: ITEMS_MADE.get(row[ID], _source(row, parts[row[ID]])) for row in rows}


@dataclass(frozen=True)
class Source:
    """What an item is made from. Whatever depends on other rows than these is text here.

    `article` is a row of ARTICLES, `parts` are rows of PARTS, `body` is HTML.
    """

    article: Row
    parts: Sequence[Row]
    section: str
    body: str


def _source(article: Row, parts: Sequence[Row]) -> Source:
    return Source(article, parts, section_name(article[SECTION]), feed_html(article[BODY]))


def _item(source: Source) -> Item:
    article, parts = article_of(source.article), parts_of(source.parts)
    image = article.image
    picture = public.largest(image) if image and image.is_public else None
    url = absolute_url(article.get_absolute_url())
    return Item(
        # It does not contain the slug, so that no feed reader shows an article twice when its URL changes.
        guid=absolute_url(f"/articles/{article.pk}"),
        url=url,
        title=without_control_characters(article.headline),
        summary=without_control_characters(article.lead),
        content=without_control_characters(_content(article, source.body, picture, url)),
        authors=[without_control_characters(signature(row)) for row in parts.bylines],
        categories=[*filter(None, [source.section]), *(tag.local_name for tag in parts.tags)],
        picture=picture,
        published_at=article.published_at,
        updated_at=article.updated_at or article.published_at,
    )


ITEMS_MADE = KeptWhileEqual(_item, max_bytes=8 * 1024 * 1024)


def without_control_characters(text: str) -> str:
    """Remove the characters that XML does not allow."""
    return _NOT_XML.sub("", text)


def _content(article: PublishedArticle, body: str, picture: Address | None, page_url: str) -> str:
    """Return age mark, picture, lead, body and sources as HTML with absolute links."""
    context = {
        "article": article,
        "body": body,
        "sources": source_lines(article),
        "picture": picture,
        "picture_url": absolute_url(picture.url) if picture else "",
    }
    html = render_to_string("website/_feed_item.html", context)
    return _LINK.sub(lambda link: f"{link[1]}{escape(_absolute_link(page_url, unescape(link[2])))}", html)


def _absolute_link(page_url: str, link: str) -> str:
    """Return the absolute form of a link on the page. A malformed link stays as it is."""
    try:
        return urljoin(page_url, link)
    except ValueError:
        return link
