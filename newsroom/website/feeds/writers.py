"""The formats of feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1."""

import json
from copy import copy
from datetime import datetime
from functools import partial
from io import StringIO
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from newsroom.page_cache.memory import version_started_at
from newsroom.utils import dates
from newsroom.website.feeds.channel import Channel, Item
from newsroom.website.public_urls import absolute_url

RSS_TYPE = "application/rss+xml; charset=utf-8"
ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/feed+json; charset=utf-8"


class PreparedItems:
    """A feed that writes each item once, however many feeds it is in.

    Without items it has the time of the site version: a stored feed must not depend on the moment.
    """

    def write_items(self, handler: Any) -> None:
        feed: Any = self
        for item in feed.items:
            text = item["entry"].written(type(self), partial(self._item_alone, item))
            # This writes the text as it is.
            handler.ignorableWhitespace(text)

    def _item_alone(self, item: dict[str, Any]) -> str:
        alone: Any = copy(self)
        alone.items = [item]
        text = StringIO()
        handler = SimplerXMLGenerator(text, "utf-8", short_empty_elements=True)
        super(PreparedItems, alone).write_items(handler)  # type: ignore[misc]
        return text.getvalue()

    def latest_post_date(self) -> datetime:
        feed: Any = self
        latest: datetime = super().latest_post_date() if feed.items else version_started_at()  # type: ignore[misc]
        return latest


class FullTextRss(PreparedItems, Rss201rev2Feed):
    """RSS 2.0 with the whole text of each article, its authors and its picture."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Item = item["entry"]
        for author in entry.authors:
            handler.addQuickElement("dc:creator", author)
        handler.addQuickElement("content:encoded", entry.content)
        if entry.picture:
            attributes = {"url": entry.picture_url, "medium": "image", "type": "image/jpeg"}
            size = {"width": str(entry.picture.width), "height": str(entry.picture.height)}
            handler.addQuickElement("media:content", attrs={**attributes, **size})


class FullTextAtom(PreparedItems, Atom1Feed):
    """Atom with the whole text, all authors and the time of the last change."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        # Atom requires an author for entries without one (RFC 4287, 4.1.2).
        handler.startElement("author", {})
        handler.addQuickElement("name", self.feed["title"])
        handler.endElement("author")

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Item = item["entry"]
        for author in entry.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        handler.addQuickElement("content", entry.content, {"type": "html"})
        if entry.picture:
            handler.addQuickElement("link", attrs={"rel": "enclosure", "type": "image/jpeg", "href": entry.picture_url})


def rss(channel: Channel) -> str:
    return _xml(FullTextRss, channel)


def atom(channel: Channel) -> str:
    return _xml(FullTextAtom, channel)


def _xml(writer: type[Any], channel: Channel) -> str:
    feed = writer(
        title=channel.title,
        link=absolute_url(channel.page_path),
        description=channel.description,
        language=channel.language,
        feed_url=absolute_url(channel.path),
        feed_guid=absolute_url(channel.page_path),
    )
    for item in channel.items:
        feed.add_item(
            title=item.title,
            link=item.url,
            # Both formats take it as HTML: RSS by custom, Atom by the type that Django sets (RFC 4287, 3.1.1).
            description=escape(item.summary),
            unique_id=item.guid,
            unique_id_is_permalink=False,
            pubdate=item.published_at,
            updateddate=item.updated_at,
            categories=item.categories,
            entry=item,
        )
    return str(feed.writeString("utf-8"))


def json_feed(channel: Channel) -> str:
    """Write JSON Feed 1.1 (jsonfeed.org)."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": absolute_url(channel.page_path),
        "feed_url": absolute_url(channel.path),
        "language": channel.language,
        "items": [],
    }
    items = (item.written(json_feed, partial(_json_item, item, channel.language)) for item in channel.items)
    return f"{_json(feed).removesuffix('[]}')}[{', '.join(items)}]}}"


def _json_item(item: Item, language: str) -> str:
    data: dict[str, Any] = {
        "id": item.guid,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.content,
        "date_published": dates.iso_format(item.published_at),
        "date_modified": dates.iso_format(item.updated_at),
        "language": language,
        "authors": [{"name": author} for author in item.authors],
        "tags": list(item.categories),
    }
    return _json({**data, "image": item.picture_url} if item.picture else data)


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)
