"""Which live articles of a period are in a digest and which are not."""

from datetime import date

from django.db.models import QuerySet

from newsroom.digests.models import Digest, DigestItem
from newsroom.digests.workflow import PUT_AWAY
from newsroom.utils.dates import day_bounds
from newsroom.website.models import PublishedArticle, PublishedDigestItem

MAX_PROPOSED = 12


def unused_articles(language: str, starts_on: date, ends_on: date) -> list[PublishedArticle]:
    """Return live articles of the period that are in no digest, not even in a draft, in order of publication.

    If there are too many, own reporting and long articles are chosen.
    """
    used = DigestItem.objects.exclude(digest__state__in=PUT_AWAY).values("article")
    shown = PublishedDigestItem.objects.filter(digest__is_live=True).values("article")
    unused = _of_period(language, starts_on, ends_on).exclude(pk__in=used).exclude(pk__in=shown)
    weighty = unused.order_by("-own_reporting", "-reading_minutes", "-published_at", "-id")
    chosen = list(weighty.only("headline", "lead", "language", "published_at")[:MAX_PROPOSED])
    return sorted(chosen, key=lambda article: (article.published_at, article.pk))


def digests_with_articles_of(digest: Digest) -> list[Digest]:
    """Return the other digests that contain articles of this digest's period."""
    articles = _of_period(digest.language, digest.starts_on, digest.ends_on)
    others = Digest.objects.exclude(pk=digest.pk).exclude(state__in=PUT_AWAY)
    return list(others.filter(pk__in=DigestItem.objects.filter(article__in=articles).values("digest")))


def _of_period(language: str, starts_on: date, ends_on: date) -> QuerySet[PublishedArticle]:
    first, end = day_bounds(starts_on)[0], day_bounds(ends_on)[1]
    return PublishedArticle.objects.live(language).filter(published_at__gte=first, published_at__lt=end)
