"""The feeds of the whole site in a language: RSS, Atom and JSON Feed."""

from django.http import HttpRequest, HttpResponse

from newsroom.page_cache.decorators import cacheable
from newsroom.website.feeds.channel import ITEMS, Channel, items_of
from newsroom.website.feeds.writers import ATOM_TYPE, JSON_TYPE, RSS_TYPE, atom, json_feed, rss
from newsroom.website.public_urls import current_language, public_path
from newsroom.website.queries.newest import newest_of_all
from newsroom.website.queries.site import current_outlet


@cacheable
def feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(rss(_channel("feed")), content_type=RSS_TYPE)


@cacheable
def feed_atom(request: HttpRequest) -> HttpResponse:
    return HttpResponse(atom(_channel("feed_atom")), content_type=ATOM_TYPE)


@cacheable
def feed_json(request: HttpRequest) -> HttpResponse:
    return HttpResponse(json_feed(_channel("feed_json")), content_type=JSON_TYPE)


def _channel(name: str) -> Channel:
    language = current_language()
    outlet = current_outlet()
    return Channel(
        title=outlet.name,
        description=outlet.description or outlet.motto or outlet.name,
        language=language,
        path=public_path(language, name),
        page_path=public_path(language, "front"),
        items=items_of([pk for pk, _section in newest_of_all(language)[:ITEMS]]),
    )
