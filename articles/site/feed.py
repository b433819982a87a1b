"""The feed: the newest pieces of the language with their full text, RSS 2.0."""

import re
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.decorators.http import require_safe

from articles.models.outlet import Outlet
from articles.models.publication import Publication, PublicationByline, PublicationTag
from newsroom.images import public

from .frame import absolute, in_language, reading_language
from .page import signature

ITEMS = 30
_OUR_LINK = re.compile('href="(?=/(?!/))')


class FullTextFeed(Rss201rev2Feed):
    """RSS 2.0 with the whole text of each piece."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for creator in item["creators"]:
            handler.addQuickElement("dc:creator", creator)
        handler.addQuickElement("content:encoded", item["content"])


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Four statements."""
    language = reading_language()
    outlet = Outlet.objects.current()
    channel = FullTextFeed(
        title=outlet.name,
        link=absolute(in_language(language, "front")),
        description=outlet.description or outlet.motto or outlet.name,
        language=language,
        feed_url=absolute(in_language(language, "feed")),
    )
    for publication in _newest(language):
        channel.add_item(**_item(publication))
    return HttpResponse(channel.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _newest(language: str) -> list[Publication]:
    signed = PublicationByline.objects.select_related("person")
    tagged = PublicationTag.objects.select_related("tag").order_by("pk")
    newest = (
        Publication.objects.live(language)
        .newest_first()
        .select_related("section", "image")
        .defer("text", "sources")
        .prefetch_related(Prefetch("byline_rows", signed), Prefetch("tag_rows", tagged))
    )
    return list(newest[:ITEMS])


def _item(publication: Publication) -> dict[str, Any]:
    section = [publication.section.name] if publication.section else []
    return {
        "title": publication.headline,
        "link": absolute(publication.get_absolute_url()),
        "description": publication.lead,
        # Outlives a changed address, so that no reader shows a piece twice.
        "unique_id": absolute(f"/articles/{publication.pk}"),
        "unique_id_is_permalink": False,
        "pubdate": publication.published_at,
        "updateddate": publication.updated_at,
        "categories": section + [row.tag.local_name for row in publication.tag_rows.all()],
        "creators": [signature(row) for row in publication.byline_rows.all()],
        "content": _content(publication),
    }


def _content(publication: Publication) -> str:
    """The piece for a stranger's page: picture, lead and body, our own links made absolute."""
    image = publication.image
    picture = public.largest(image) if image and image.is_public else None
    html = render_to_string(
        "articles/_feed_item.html",
        {
            "publication": publication,
            "picture": picture,
            "picture_address": absolute(picture.url) if picture else "",
        },
    )
    return _OUR_LINK.sub(f'href="{absolute("")}', html)
