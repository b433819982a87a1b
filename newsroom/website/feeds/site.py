"""The feeds of the whole site in a language: RSS, Atom, JSON Feed."""

from django.http import HttpRequest, HttpResponse

from newsroom.utils.http_methods import read_only
from newsroom.website.feeds.channel import Channel, newest
from newsroom.website.feeds.writers import ATOM_TYPE, JSON_TYPE, RSS_TYPE, atom, json_feed, rss
from newsroom.website.models.article import PublishedArticle
from newsroom.website.models.outlet import Outlet
from newsroom.website.page_context import in_language, reading_language


@read_only
def feed(request: HttpRequest) -> HttpResponse:
    """Four statements."""
    return HttpResponse(rss(_channel("feed")), content_type=RSS_TYPE)


@read_only
def feed_atom(request: HttpRequest) -> HttpResponse:
    """Four statements."""
    return HttpResponse(atom(_channel("feed_atom")), content_type=ATOM_TYPE)


@read_only
def feed_json(request: HttpRequest) -> HttpResponse:
    """Four statements."""
    return HttpResponse(json_feed(_channel("feed_json")), content_type=JSON_TYPE)


def _channel(name: str) -> Channel:
    language = reading_language()
    outlet = Outlet.objects.current()
    return Channel(
        title=outlet.name,
        description=outlet.description or outlet.motto or outlet.name,
        language=language,
        path=in_language(language, name),
        page=in_language(language, "front"),
        items=newest(PublishedArticle.objects.live(language)),
    )
