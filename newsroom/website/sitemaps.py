"""Sitemaps (sitemaps.org 0.9) and the news sitemap. Only at the root of the site, where robots look.

A part holds the articles of a thousand ids, so that a part of old articles never changes because of new ones and none
costs more than another: with a million articles the index has a thousand lines.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override

from newsroom.utils.http_methods import read_only
from newsroom.website.models.article import PublishedArticle, PublishedByline
from newsroom.website.models.digest import PublishedDigest
from newsroom.website.models.outlet import Outlet
from newsroom.website.models.section import Section
from newsroom.website.models.tag import Tag
from newsroom.website.page_context import absolute, in_language, reading_language
from staff.models import Person

PART = 1000
NEWS_MOST = 1000
NEWS_AGE = timedelta(days=2)
XML = "application/xml; charset=utf-8"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PAGES = ("front", "team", "about", "archive", "digests", "corrections")


@read_only
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: part 0 has the standing pages, part n the articles of the ids from (n − 1) · 1,000 on. One statement."""
    _demand_root()
    last = PublishedArticle.objects.live().aggregate(last=Max("pk"))["last"] or 0
    parts = [absolute(f"/sitemaps/{number}.xml") for number in range(-(-(last + 1) // PART) + 1 if last else 1)]
    return render(request, "website/sitemap_index.xml", {"parts": parts}, content_type=XML)


@read_only
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """A part of the index; a part without anything is empty, and one that no article can have 404."""
    _demand_root()
    entries = _standing() if number == 0 else _articles(number)
    return render(request, "website/sitemap.xml", {"entries": entries}, content_type=XML)


@read_only
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """Articles of the last two days, by their age at the moment of asking: never stored. Two statements."""
    _demand_root()
    newest = PublishedArticle.objects.live().filter(published_at__gt=timezone.now() - NEWS_AGE).newest_first()
    articles = list(newest.only("language", "slug", "headline", "published_at")[:NEWS_MOST])
    outlet = Outlet.objects.current()
    names = {"ru": outlet.name_ru, "kk": outlet.name_kk}
    entries = [
        {
            "url": absolute(article.get_absolute_url()),
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


def _demand_root() -> None:
    if reading_language() != settings.LANGUAGE_CODE:
        raise Http404


def _entry(path: str, at: datetime | None = None, twins: dict[str, str] | None = None) -> dict[str, Any]:
    return {"url": absolute(path), "at": at, "twins": {code: absolute(twin) for code, twin in (twins or {}).items()}}


def _articles(number: int) -> list[dict[str, Any]]:
    """One statement: the articles of the part's ids, each with its live other half."""
    first = (number - 1) * PART
    if first > (PublishedArticle.objects.live().aggregate(last=Max("pk"))["last"] or 0):
        raise Http404
    rows = PublishedArticle.objects.live().filter(pk__gte=first, pk__lt=first + PART).order_by("pk")
    short = ("language", "slug", "published_at", "updated_at", "translation_of")
    halves = tuple(f"translation_of__{name}" for name in ("language", "slug", "is_live"))
    return [_article(article) for article in rows.select_related("translation_of").only(*short, *halves)]


def _article(article: PublishedArticle) -> dict[str, Any]:
    path, twins = article.get_absolute_url(), {}
    other = article.translation_of
    if other is not None and other.is_live and other.language != article.language:
        twins = {article.language: path, other.language: other.get_absolute_url()}
    return _entry(path, article.updated_at or article.published_at, twins)


def _standing() -> list[dict[str, Any]]:
    """Front, lists and people: what answers in each language, told of the other."""
    found = [_twice({code: in_language(code, name) for code in LANGUAGES}) for name in PAGES]
    for things in (_sections(), _tags(), _people()):
        found += [_twice(paths) for paths in things]
    digests = PublishedDigest.objects.listed().newest_first()[:PART]
    found.append([_entry(digest.get_absolute_url(), digest.updated_at or digest.published_at) for digest in digests])
    return [entry for entries in found for entry in entries]


def _twice(paths: dict[str, str]) -> list[dict[str, Any]]:
    return [_entry(path, twins=paths if len(paths) > 1 else {}) for path in paths.values()]


def _paths(things: dict[str, Any]) -> list[dict[str, str]]:
    """For each thing its addresses in the languages that carry it."""
    merged: dict[int, dict[str, str]] = {}
    for code, rows in things.items():
        with override(code):
            for row in rows:
                merged.setdefault(row.pk, {})[code] = row.get_absolute_url()
    return list(merged.values())


def _sections() -> list[dict[str, str]]:
    return _paths({code: Section.objects.shown(code) for code in LANGUAGES})


def _tags() -> list[dict[str, str]]:
    return _paths({code: Tag.objects.carried(code)[: 10 * PART] for code in LANGUAGES})


def _people() -> list[dict[str, str]]:
    """The team and who has left it in both languages, others where they have signed something."""
    shown = Q(on_team=True) | Q(left_on__isnull=False)
    signed = PublishedByline.objects.filter(person=OuterRef("pk"), article__is_live=True)
    return _paths({code: Person.objects.filter(shown | Q(Exists(signed.filter(language=code)))) for code in LANGUAGES})
