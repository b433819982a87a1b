"""The feeds of a section, a tag and a person."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from newsroom.page_cache.decorators import cacheable
from newsroom.utils.dates import end_of_today
from newsroom.website.feeds.channel import ITEMS, Channel, items_of
from newsroom.website.feeds.writers import RSS_TYPE, rss
from newsroom.website.models.article import PublishedArticle, PublishedArticleQuerySet, PublishedByline, PublishedTag
from newsroom.website.public_urls import current_language, public_path
from newsroom.website.queries.sections import section_tree
from newsroom.website.queries.site import current_outlet
from newsroom.website.queries.slices import newest_of_each_section
from newsroom.website.slug_resolution import ResolvedSlug
from newsroom.website.views.person import resolve_person
from newsroom.website.views.section import parent_path, resolve_section
from newsroom.website.views.tag import resolve_tag


@cacheable
def section_feed(request: HttpRequest, slug: str) -> HttpResponse:
    resolved = resolve_section(slug)
    section, language = resolved.obj, current_language()
    section_ids = [section.pk, *(child.pk for child in section_tree().subsections(section, language))]
    newest = newest_of_each_section(section_ids, PublishedArticle.objects.listed(language), ITEMS)
    return _response(request, resolved, section.name, newest, parent_path=f"{parent_path(section)}feed/")


@cacheable
def tag_feed(request: HttpRequest, slug: str) -> HttpResponse:
    resolved = resolve_tag(slug)
    rows = PublishedTag.objects.filter(tag=resolved.obj, language=current_language())
    return _response(request, resolved, resolved.obj.local_name, _newest_articles(rows))


@cacheable
def person_feed(request: HttpRequest, slug: str) -> HttpResponse:
    resolved = resolve_person(slug)
    language = current_language()
    rows = PublishedByline.objects.filter(person=resolved.obj, language=language)
    site_feed = public_path(language, "feed")
    return _response(request, resolved, resolved.obj.name, _newest_articles(rows), parent_path=site_feed)


def _newest_articles(rows: QuerySet[Any]) -> PublishedArticleQuerySet:
    """Filter the newest articles of tag or byline rows: one index range."""
    newest = rows.filter(published_at__lt=end_of_today()).order_by("-published_at", "-article")
    return PublishedArticle.objects.live().filter(pk__in=newest.values("article")[:ITEMS])


def _response(
    request: HttpRequest,
    resolved: ResolvedSlug[Any],
    name: str,
    articles: PublishedArticleQuerySet,
    parent_path: str = "",
) -> HttpResponse:
    if response := resolved.feed_redirect_or_gone(request, parent_path):
        return response
    outlet = current_outlet()
    channel = Channel(
        title=f"{name} — {outlet.name}",
        description=outlet.description or outlet.motto or outlet.name,
        language=current_language(),
        path=resolved.feed_path(),
        page_path=resolved.path(),
        items=items_of(list(articles.newest_first().values_list("pk", flat=True)[:ITEMS])),
    )
    return HttpResponse(rss(channel), content_type=RSS_TYPE)
