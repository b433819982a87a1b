"""The feeds of a section, a tag and a person."""

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse

from newsroom.redirects.models import Redirect
from newsroom.utils.http_methods import read_only
from newsroom.website import pagination, slug_resolution
from newsroom.website.feeds.channel import ITEMS, Channel, newest
from newsroom.website.feeds.writers import RSS_TYPE, rss
from newsroom.website.models.article import PublishedArticle, PublishedByline, PublishedTag
from newsroom.website.models.outlet import Outlet
from newsroom.website.models.tag import Tag
from newsroom.website.page_context import in_language, reading_language
from newsroom.website.views.section import above, find_section
from staff.models import Person


@read_only
def section_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Six statements."""
    subject = find_section(slug)
    language = reading_language()
    below = subject.thing.children.carrying(language).values_list("pk", flat=True)
    articles = pagination.newest_of_each([subject.thing.pk, *below], PublishedArticle.objects.live(language), ITEMS)
    return _answer(request, subject, subject.thing.name, articles, above=f"{above(subject.thing)}feed/")


@read_only
def tag_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Five statements."""
    carriers = PublishedTag.objects.filter(tag=OuterRef("pk"), article__is_live=True)
    subject = slug_resolution.find(Redirect.Kind.TAG, Tag.objects.all(), slug, carriers)
    rows = PublishedTag.objects.filter(tag=subject.thing, language=reading_language())
    return _answer(request, subject, subject.thing.local_name, _articles_of(rows))


@read_only
def person_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Five statements."""
    carriers = PublishedByline.objects.filter(person=OuterRef("pk"), article__is_live=True)
    subject = slug_resolution.find(
        Redirect.Kind.PERSON, Person.objects.all(), slug, carriers, answers_anyway="is_on_team_page"
    )
    rows = PublishedByline.objects.filter(person=subject.thing, language=reading_language())
    feed = in_language(reading_language(), "feed")
    return _answer(request, subject, subject.thing.name, _articles_of(rows), above=feed)


def _articles_of(rows: QuerySet[Any]) -> QuerySet[PublishedArticle]:
    """The newest articles that tag or byline rows lead to, one index range."""
    keys = rows.order_by("-published_at", "-article").values("article")[:ITEMS]
    return PublishedArticle.objects.live().filter(pk__in=keys)


def _answer(
    request: HttpRequest,
    subject: slug_resolution.Subject[Any],
    name: str,
    articles: QuerySet[PublishedArticle],
    above: str = "",
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
        items=newest(articles),
    )
    return HttpResponse(rss(channel), content_type=RSS_TYPE)
