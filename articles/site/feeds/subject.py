"""The feeds of a section, a tag and a person."""

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse

from articles.models.outlet import Outlet
from articles.models.publication import Publication, PublicationByline, PublicationTag
from articles.models.tag import Tag
from articles.site import lists, subjects
from articles.site.feeds.channel import ITEMS, Channel, newest
from articles.site.feeds.writers import RSS_TYPE, rss
from articles.site.frame import in_language, reading_language
from articles.site.section import above, find_section
from newsroom.editions.models import Redirect
from newsroom.lib.methods import read_only
from staff.models import Person


@read_only
def section_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Six statements."""
    subject = find_section(slug)
    language = reading_language()
    below = subject.thing.children.carrying(language).values_list("pk", flat=True)
    pieces = lists.newest_of_each([subject.thing.pk, *below], Publication.objects.live(language), ITEMS)
    return _answer(request, subject, subject.thing.name, pieces, above=f"{above(subject.thing)}feed/")


@read_only
def tag_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Five statements."""
    carriers = PublicationTag.objects.filter(tag=OuterRef("pk"), publication__is_live=True)
    subject = subjects.find(Redirect.Kind.TAG, Tag.objects.all(), slug, carriers)
    rows = PublicationTag.objects.filter(tag=subject.thing, language=reading_language())
    return _answer(request, subject, subject.thing.local_name, _pieces_of(rows))


@read_only
def person_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Five statements."""
    carriers = PublicationByline.objects.filter(person=OuterRef("pk"), publication__is_live=True)
    subject = subjects.find(
        Redirect.Kind.PERSON, Person.objects.all(), slug, carriers, answers_anyway="is_on_team_page"
    )
    rows = PublicationByline.objects.filter(person=subject.thing, language=reading_language())
    feed = in_language(reading_language(), "feed")
    return _answer(request, subject, subject.thing.name, _pieces_of(rows), above=feed)


def _pieces_of(rows: QuerySet[Any]) -> QuerySet[Publication]:
    """The newest pieces that tag or byline rows lead to, one index range."""
    keys = rows.order_by("-published_at", "-publication").values("publication")[:ITEMS]
    return Publication.objects.live().filter(pk__in=keys)


def _answer(
    request: HttpRequest, subject: subjects.Subject[Any], name: str, pieces: QuerySet[Publication], above: str = ""
) -> HttpResponse:
    if instead := subject.instead_of_feed(request, above):
        return instead
    outlet = Outlet.objects.current()
    channel = Channel(
        title=f"{name} — {outlet.name}",
        description=outlet.description or outlet.motto or outlet.name,
        language=reading_language(),
        path=subject.feed_path(),
        page=subject.path(),
        items=newest(pieces),
    )
    return HttpResponse(rss(channel), content_type=RSS_TYPE)
