"""Sitemaps (sitemaps.org 0.9) and the news sitemap. Only at the root of the site, where robots look.

A part holds the articles of 1,000 ids: every part costs the same, new articles do not change old parts, and the index
of a million articles has a thousand lines.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override

from newsroom.page_cache.validators import cacheable
from newsroom.utils.dates import end_of_today
from newsroom.utils.http_methods import read_only
from newsroom.website.models.article import PublishedArticle, PublishedByline
from newsroom.website.models.digest import PublishedDigest
from newsroom.website.models.outlet import Outlet
from newsroom.website.models.section import Section
from newsroom.website.models.tag import Tag
from newsroom.website.public_urls import LANGUAGES, absolute_url, current_language, public_path
from staff.models import Person

PART_SIZE = 1000
NEWS_MAX = 1000
NEWS_AGE = timedelta(days=2)
MAX_TAGS = 10_000
XML = "application/xml; charset=utf-8"
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
    return render(request, "website/sitemap.xml", {"entries": entries}, content_type=XML)


@read_only
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """List the articles of the last two days at the moment of the request; the answer is not stored."""
    _require_root()
    newest = PublishedArticle.objects.live().filter(
        published_at__gt=timezone.now() - NEWS_AGE, published_at__lt=end_of_today()
    )
    articles = newest.newest_first().only("language", "slug", "headline", "published_at")[:NEWS_MAX]
    outlet = Outlet.objects.current()
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


def _last_id() -> int:
    return PublishedArticle.objects.live().aggregate(last=Max("pk"))["last"] or 0


def _entry(path: str, lastmod: datetime | None = None, alternates: dict[str, str] | None = None) -> dict[str, Any]:
    """Return an entry; `alternates` are the paths of the page by language, its own among them."""
    urls = {code: absolute_url(alternate) for code, alternate in (alternates or {}).items()}
    return {"url": absolute_url(path), "lastmod": lastmod, "alternates": urls}


def _article_entries(number: int) -> list[dict[str, Any]]:
    first = (number - 1) * PART_SIZE
    if first > _last_id():
        raise Http404
    articles = PublishedArticle.objects.live().filter(pk__gte=first, pk__lt=first + PART_SIZE).order_by("pk")
    columns = ("language", "slug", "published_at", "updated_at", "translation_of")
    translation_columns = tuple(f"translation_of__{name}" for name in ("language", "slug", "is_live"))
    rows = articles.select_related("translation_of").only(*columns, *translation_columns)
    return [_article_entry(article) for article in rows]


def _article_entry(article: PublishedArticle) -> dict[str, Any]:
    path, alternates = article.get_absolute_url(), {}
    other = article.translation_of
    if other is not None and other.is_live and other.language != article.language:
        alternates = {article.language: path, other.language: other.get_absolute_url()}
    return _entry(path, article.updated_at or article.published_at, alternates)


def _list_entries() -> list[dict[str, Any]]:
    """Return the front page, lists, people and digests."""
    pages = [{code: public_path(code, name) for code in LANGUAGES} for name in PAGES]
    entries = [entry for paths in (*pages, *_object_paths()) for entry in _entries_of(paths)]
    digests = PublishedDigest.objects.listed().newest_first()[:PART_SIZE]
    entries += [_entry(digest.get_absolute_url(), digest.updated_at or digest.published_at) for digest in digests]
    return entries


def _entries_of(paths: dict[str, str]) -> list[dict[str, Any]]:
    """Return an entry for the page in each of its languages."""
    return [_entry(path, alternates=paths if len(paths) > 1 else {}) for path in paths.values()]


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
