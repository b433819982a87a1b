"""The order of search hits: by the field that has the words, and by age."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from newsroom.language import Word
from newsroom.website.models.search_document import instant_of

HEADLINE_WEIGHT, LEAD_WEIGHT, BODY_WEIGHT = 6.0, 3.0, 1.0
HALF_LIFE = timedelta(days=365)
LEAST_FRESHNESS = 0.25


class Hit(NamedTuple):
    """A match, with the columns of `SearchDocument` that the ranking needs."""

    position: int
    article_id: int
    headline_terms: str
    lead_terms: str


def rank(hits: Sequence[Hit], query: Sequence[Word]) -> list[Hit]:
    """Sort by relevance times freshness; of equals the newer hit comes first."""
    now = timezone.now().timestamp()
    return sorted(hits, key=lambda hit: (_relevance(hit, query) * _freshness(hit, now), hit.position), reverse=True)


def _relevance(hit: Hit, query: Sequence[Word]) -> float:
    headline, lead = frozenset(hit.headline_terms.split()), frozenset(hit.lead_terms.split())
    return sum(_weight(word, headline, lead) for word in query)


def _weight(word: Word, headline: frozenset[str], lead: frozenset[str]) -> float:
    if not word.terms.isdisjoint(headline):
        return HEADLINE_WEIGHT
    return BODY_WEIGHT if word.terms.isdisjoint(lead) else LEAD_WEIGHT


def _freshness(hit: Hit, now: float) -> float:
    """Return 1 for a new article; the value halves each year down to a minimum."""
    age = max(0.0, now - instant_of(hit.position))
    return float(max(LEAST_FRESHNESS, 0.5 ** (age / HALF_LIFE.total_seconds())))
