"""The front page: the lead piece, everything by time, and the newest of each section."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models.publication import Publication
from articles.models.section import Section

from . import lists
from .frame import frame, in_language, other_language, reading_language

STREAM_SIZE = 14
PIECES_A_BLOCK = 4
SECOND_ROW = 2
TOP = SECOND_ROW + 1
LEAD_CANDIDATES = 5


@dataclass(frozen=True)
class Block:
    """A section on the front page, with its newest pieces but those at the top of the page."""

    section: Section
    publications: Sequence[Publication]


@require_safe
def front(request: HttpRequest, before: int | None = None) -> HttpResponse:
    """Four statements, whatever the site holds; the same for its older pages."""
    return _newest(request) if before is None else _older(request, before)


def _newest(request: HttpRequest) -> HttpResponse:
    language = reading_language()
    listing = lists.of_publications(Publication.objects.live(language), None, _path, size=STREAM_SIZE)
    top = _top(listing.publications)
    sections = list(_with_newest(language))
    context = {
        "frame": frame(path=_path(), twin=in_language(other_language(language), "front"), sections=sections),
        "lead": top[0] if top else None,
        "second_row": top[1:],
        "listing": listing,
        "blocks": _blocks(sections, {publication.pk for publication in top}),
    }
    return render(request, "articles/front.html", context)


def _older(request: HttpRequest, before: int) -> HttpResponse:
    listing = lists.of_publications(Publication.objects.live(reading_language()), before, _path)
    context = {
        "frame": frame(_("Все материалы"), path=_path(before)),
        "listing": listing,
    }
    return render(request, "articles/older.html", context)


def _path(before: int | None = None) -> str:
    return reverse("articles:front_before", args=[before]) if before else reverse("articles:front")


def _top(publications: Sequence[Publication]) -> list[Publication]:
    """The lead piece and the row below it: the newest that have a picture.

    The lead is among the very newest in any case, with a picture or without.
    """
    pictured = [publication for publication in publications if publication.image_id]
    if pictured and pictured[0] in publications[:LEAD_CANDIDATES]:
        return pictured[:TOP]
    return [*publications[:1], *pictured[:SECOND_ROW]]


def _with_newest(language: str) -> Iterable[Section]:
    """Sections with the ids of their newest pieces: a few steps of one index for each section."""
    carried = Publication.objects.live(language).filter(section=OuterRef("pk")).newest_first().values("pk")
    newest = {f"newest_{place}": Subquery(carried[place : place + 1]) for place in range(PIECES_A_BLOCK + TOP)}
    return Section.objects.listed(language).annotate(**newest)


def _blocks(sections: Sequence[Section], shown: Set[int]) -> list[Block]:
    wanted = {section.pk: _ids(section, shown) for section in sections}
    pieces = Publication.objects.for_lists().in_bulk([pk for ids in wanted.values() for pk in ids])
    blocks = [Block(section, [pieces[pk] for pk in wanted[section.pk] if pk in pieces]) for section in sections]
    return [block for block in blocks if block.publications]


def _ids(section: Section, shown: Set[int]) -> list[int]:
    ids = [getattr(section, f"newest_{place}") for place in range(PIECES_A_BLOCK + TOP)]
    return [pk for pk in ids if pk and pk not in shown][:PIECES_A_BLOCK]
