"""The archive: the days that have articles, and the articles of each day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.page_cache.decorators import cacheable
from newsroom.utils import dates
from newsroom.website import pagination
from newsroom.website.models.article import PublishedArticle, PublishedArticleQuerySet
from newsroom.website.page_context import Share, page_context, simple_page_context
from newsroom.website.public_urls import current_language, other_language, public_path
from newsroom.website.queries import lists

PERIOD = timedelta(days=366)


@dataclass(frozen=True)
class Month:
    """A month with those of its days that have articles."""

    first: date
    days: list[date]

    @property
    def name(self) -> str:
        return dates.format_month(self.first, current_language())


@dataclass(frozen=True)
class AdjacentDay:
    """The nearest day with articles before or after another."""

    date: date
    path: str


@cacheable
def archive(request: HttpRequest) -> HttpResponse:
    """Show the days of the last year; older ones are reached from day to day."""
    context = {"layout": simple_page_context("archive", _("Архив")), "months": _months(current_language())}
    return render(request, "website/archive.html", context)


def _months(language: str) -> list[Month]:
    recent = PublishedArticle.objects.listed(language).filter(published_at__gte=timezone.now() - PERIOD)
    months = groupby(recent.local_dates(), key=lambda day: day.replace(day=1))
    return [Month(first, sorted(days)) for first, days in months]


@cacheable
def archive_day(request: HttpRequest, year: int, month: int, day: int, before: int | None = None) -> HttpResponse:
    """Show the articles of one day in the newsroom's time zone. A day without articles is 404."""
    try:
        asked = date(year, month, day)
    except ValueError:
        raise Http404 from None
    language = current_language()
    articles = PublishedArticle.objects.listed(language)
    starts, ends = dates.day_bounds(asked)
    path = _path(language, asked)
    listing = pagination.paginate(lists.OF_DAY, lists.NO_IDS, before, path, starts=starts, ends=ends)
    if not listing.articles:
        raise Http404
    title = dates.format_date(asked, language)
    context = {
        "layout": page_context(
            title,
            path=path(before),
            alternate_path="" if before else _alternate_path(starts, ends, asked),
            fallback_path=public_path(other_language(language), "archive"),
            share=Share(headline=title, description=listing.summary),
        ),
        "listing": listing,
        "earlier": _adjacent(articles.filter(published_at__lt=starts).order_by("-published_at"), language),
        "later": _adjacent(articles.filter(published_at__gte=ends).order_by("published_at"), language),
    }
    return render(request, "website/archive_day.html", context)


def _alternate_path(starts: datetime, ends: datetime, day: date) -> str:
    """Return the path of the day in the other language, empty if it has no articles there."""
    other = other_language(current_language())
    articles = PublishedArticle.objects.listed(other).filter(published_at__gte=starts, published_at__lt=ends)
    return _path(other, day)(None) if articles.exists() else ""


def _path(language: str, day: date) -> Callable[[int | None], str]:
    parts = (f"{day.year:04}", f"{day.month:02}", f"{day.day:02}")

    def path(before: int | None) -> str:
        if before is None:
            return public_path(language, "archive_day", *parts)
        return public_path(language, "archive_day_before", *parts, before)

    return path


def _adjacent(articles: PublishedArticleQuerySet, language: str) -> AdjacentDay | None:
    """Return the day of the first of these articles."""
    instant: datetime | None = articles.values_list("published_at", flat=True).first()
    if instant is None:
        return None
    day = dates.local_date(instant)
    return AdjacentDay(day, _path(language, day)(None))
