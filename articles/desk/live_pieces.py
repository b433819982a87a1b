"""Finding a piece that is on the site by what a person knows of it: number, address, headline."""

import re

from django.db.models import Q, QuerySet

from articles.models import Publication

MOST_FOUND = 10
_ADDRESS = re.compile(r"/articles/(\d{1,18})(?:-|/|$)")
_NUMBER = re.compile(r"№?\s*(\d{1,18})")


def found(typed: str, besides: int) -> QuerySet[Publication]:
    """Live publications other than this one that answer to what was typed, newest first."""
    live = Publication.objects.live().exclude(pk=besides).newest_first().only("headline", "language", "slug")
    known_as = _ADDRESS.search(typed) or _NUMBER.fullmatch(typed.strip())
    if known_as:
        return live.filter(pk=int(known_as[1]))
    words = typed.split()[:8]
    if not words:
        return live.none()
    matching = Q()
    for word in words:
        matching &= Q(headline__icontains=word)
    return Publication.objects.filter(pk__in=list(live.filter(matching).values_list("pk", flat=True)[:MOST_FOUND]))
