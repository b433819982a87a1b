"""The archive: the days of the newsroom that have articles, and each day's articles."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.utils import dates
from newsroom.utils.http_methods import read_only
from newsroom.website import pagination
from newsroom.website.models.article import PublishedArticle, PublishedArticleQuerySet
from newsroom.website.page_context import Share, frame, in_language, other_language, reading_language

SPAN = timedelta(days=366)


@dataclass(frozen=True)
class Month:
    """A month with the days of it that have articles."""

    first: date
    days: list[date]

    @property
    def name(self) -> str:
        return dates.format_month(self.first, reading_language())


@read_only
def archive(request: HttpRequest) -> HttpResponse:
    """The days of the last year that have articles, by months; older ones are reached from day to day. Two statements."""
    language = reading_language()
    title = _("Архив")
    context = {
        "frame": frame(
            title,
            path=in_language(language, "archive"),
            twin=in_language(other_language(language), "archive"),
            share=Share(headline=title),
        ),
        "months": _months(language),
    }
    return render(request, "website/archive.html", context)


def _months(language: str) -> list[Month]:
    since = timezone.now() - SPAN
    live = PublishedArticle.objects.live(language).filter(published_at__gte=since)
    days = live.dates_in_newsroom()
    return [Month(first, sorted(group)) for first, group in groupby(days, key=lambda day: day.replace(day=1))]


@read_only
def archive_day(request: HttpRequest, year: int, month: int, day: int, before: int | None = None) -> HttpResponse:
    """The articles of one newsroom day, newest first; six statements at most. A day without any is 404."""
    try:
        asked = date(year, month, day)
    except ValueError:
        raise Http404 from None
    if asked > dates.local_date(timezone.now()):
        raise Http404
    language = reading_language()
    live = PublishedArticle.objects.live(language)
    starts, ends = dates.day_bounds(asked)
    address = _address(language, asked)
    listing = pagination.of_articles(live.filter(published_at__gte=starts, published_at__lt=ends), before, address)
    if not listing.articles:
        raise Http404
    title = dates.format_date(asked, language)
    context = {
        "frame": frame(
            title,
            path=address(before),
            twin="" if before else _same_day(starts, ends, asked),
            otherwise=in_language(other_language(language), "archive"),
            share=Share(headline=title, description=listing.gist),
        ),
        "listing": listing,
        "earlier": _neighbour(live.filter(published_at__lt=starts).order_by("-published_at"), language),
        "later": _neighbour(live.filter(published_at__gte=ends).order_by("published_at"), language),
    }
    return render(request, "website/archive_day.html", context)


def _same_day(starts: datetime, ends: datetime, day: date) -> str:
    """The path of the day in the other language, empty where nothing came out then."""
    other = other_language(reading_language())
    there = PublishedArticle.objects.live(other).filter(published_at__gte=starts, published_at__lt=ends)
    return _address(other, day)(None) if there.exists() else ""


def _address(language: str, day: date) -> Callable[[int | None], str]:
    parts = (f"{day.year:04}", f"{day.month:02}", f"{day.day:02}")

    def address(before: int | None) -> str:
        if before is None:
            return in_language(language, "archive_day", *parts)
        return in_language(language, "archive_day_before", *parts, before)

    return address


@dataclass(frozen=True)
class Neighbour:
    """A day that has articles, before or after another."""

    date: date
    url: str


def _neighbour(rows: PublishedArticleQuerySet, language: str) -> Neighbour | None:
    instant: datetime | None = rows.values_list("published_at", flat=True).first()
    if instant is None:
        return None
    day = dates.local_date(instant)
    return Neighbour(day, _address(language, day)(None))
