"""Sitemaps (sitemaps.org 0.9) and the news sitemap. Only at the root of the site, where robots look.

A part holds the articles of 1,000 ids: every part costs the same, new articles do not change old parts, and the index
of a million articles has a thousand lines.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from html import escape
from types import MappingProxyType
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override

from newsroom.page_cache.decorators import cacheable
from newsroom.page_cache.memory import per_site_version
from newsroom.utils.dates import end_of_today, iso_format
from newsroom.utils.http_methods import read_only
from newsroom.website.models.article import PublishedArticle, PublishedByline
from newsroom.website.models.digest import PublishedDigest
from newsroom.website.models.section import Section
from newsroom.website.models.tag import Tag
from newsroom.website.public_urls import LANGUAGES, absolute_url, article_path, current_language, public_path
from newsroom.website.queries.prepared import Parameter, PreparedQuery
from newsroom.website.queries.site import current_outlet
from staff.models import Person

PART_SIZE = 1000
NEWS_MAX = 1000
NEWS_AGE = timedelta(days=2)
MAX_TAGS = 10_000
XML = "application/xml; charset=utf-8"
SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml"
PAGES = ("front", "team", "about", "archive", "digests")


@cacheable
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the parts: 0 has the lists and people, n the articles with ids from (n − 1) · 1,000 on."""
    _require_root()
    last = _last_id()
    numbers = range(last // PART_SIZE + 2 if last else 1)
    parts = [absolute_url(f"/sitemaps/{number}.xml") for number in numbers]
    return render(request, "website/sitemap_index.xml", {"parts": parts}, content_type=XML)


@cacheable
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """List the pages of a part, which may be empty. A part beyond the last article is 404."""
    _require_root()
    entries = _list_entries() if number == 0 else _article_entries(number)
    return HttpResponse("".join(_lines(entries)), content_type=XML)


@read_only
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """List the articles of the last two days at the moment of the request; the answer is not stored."""
    _require_root()
    newest = PublishedArticle.objects.live().filter(
        # The index of times begins with the language.
        language__in=LANGUAGES,
        published_at__gt=timezone.now() - NEWS_AGE,
        published_at__lt=end_of_today(),
    )
    articles = newest.newest_first().only("language", "slug", "headline", "published_at")[:NEWS_MAX]
    outlet = current_outlet()
    names = {code: getattr(outlet, f"name_{code}") for code in LANGUAGES}
    entries = [
        {
            "url": absolute_url(article.get_absolute_url()),
            "name": names[article.language],
            "language": article.language,
            "published_at": article.published_at,
            "title": article.headline,
        }
        for article in articles
    ]
    response = render(request, "website/sitemap_news.xml", {"entries": entries}, content_type=XML)
    response["Cache-Control"] = "no-store"
    return response


def _require_root() -> None:
    if current_language() != settings.LANGUAGE_CODE:
        raise Http404


@per_site_version
def _last_id() -> int:
    return PublishedArticle.objects.live().aggregate(last=Max("pk"))["last"] or 0


class Entry(NamedTuple):
    """A page; `alternates` are its paths by language, its own among them, or nothing."""

    path: str
    lastmod: datetime | None = None
    alternates: Mapping[str, str] = MappingProxyType({})


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the lines of a part. A template would need four times as long for a thousand articles."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<urlset xmlns="{SITEMAP_NAMESPACE}" xmlns:xhtml="{XHTML_NAMESPACE}">\n'
    for path, lastmod, alternates in entries:
        yield f"<url>\n<loc>{escape(absolute_url(path))}</loc>\n"
        if lastmod:
            yield f"<lastmod>{iso_format(lastmod)}</lastmod>\n"
        for language, other_path in alternates.items():
            url = escape(absolute_url(other_path))
            yield f'<xhtml:link rel="alternate" hreflang="{language}" href="{url}"/>\n'
        yield "</url>\n"
    yield "</urlset>\n"


def _part() -> Any:
    articles = PublishedArticle.objects.live().filter(pk__gte=FIRST, pk__lt=END).order_by("pk")
    translation = (f"translation_of__{name}" for name in ("language", "pk", "slug", "is_live"))
    return articles.values_list("language", "pk", "slug", "published_at", "updated_at", *translation)


FIRST, END = (Parameter(name, PublishedArticle._meta.pk) for name in ("first", "end"))
PART = PreparedQuery(_part)


def _article_entries(number: int) -> Iterator[Entry]:
    first = (number - 1) * PART_SIZE
    if first > _last_id():
        raise Http404
    return (_article_entry(*row) for row in PART.rows(first=first, end=first + PART_SIZE))


def _article_entry(
    language: str,
    pk: int,
    slug: str,
    published_at: datetime,
    updated_at: datetime | None,
    other_language: str | None,
    other_pk: int,
    other_slug: str,
    is_other_live: bool | None,
) -> Entry:
    path = article_path(language, pk, slug)
    alternates = {}
    if other_language and is_other_live and other_language != language:
        alternates = {language: path, other_language: article_path(other_language, other_pk, other_slug)}
    return Entry(path, updated_at or published_at, alternates)


def _list_entries() -> list[Entry]:
    """Return the front page, lists, people and digests."""
    pages = [{code: public_path(code, name) for code in LANGUAGES} for name in PAGES]
    entries = [entry for paths in (*pages, *_object_paths()) for entry in _entries_of(paths)]
    digests = PublishedDigest.objects.listed().newest_first()[:PART_SIZE]
    entries += [Entry(digest.get_absolute_url(), digest.updated_at or digest.published_at) for digest in digests]
    return entries


def _entries_of(paths: dict[str, str]) -> list[Entry]:
    """Return an entry for the page in each of its languages."""
    return [Entry(path, alternates=paths if len(paths) > 1 else {}) for path in paths.values()]


def _object_paths() -> Iterable[dict[str, str]]:
    """Yield the paths of each section, tag and person in the languages in which it is shown."""
    # The people of the team page are shown in all languages, others where they have signed an article.
    team = Q(on_team=True) | Q(left_on__isnull=False)
    signed = PublishedByline.objects.filter(person=OuterRef("pk"), article__is_live=True)
    for objects in (
        {code: Section.objects.visible(code) for code in LANGUAGES},
        {code: Tag.objects.with_articles(code)[:MAX_TAGS] for code in LANGUAGES},
        {code: Person.objects.filter(team | Q(Exists(signed.filter(language=code)))) for code in LANGUAGES},
    ):
        yield from _paths_by_language(objects)


def _paths_by_language(objects: dict[str, Any]) -> Iterable[dict[str, str]]:
    paths: dict[int, dict[str, str]] = {}
    for code, rows in objects.items():
        with override(code):
            for obj in rows:
                paths.setdefault(obj.pk, {})[code] = obj.get_absolute_url()
    return paths.values()
