"""The front page: what an editor keeps on top, everything by time, and the newest of each section."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.utils.http_methods import read_only
from newsroom.website import pagination, structured_data
from newsroom.website.models.article import PublishedArticle
from newsroom.website.models.front_page import FrontPick
from newsroom.website.models.section import Section
from newsroom.website.page_context import Share, frame, in_language, other_language, reading_language

STREAM_SIZE = 14
PIECES_A_BLOCK = 4
SECOND_ROW = 2
LEAD_CANDIDATES = 5
TOP = 1 + FrontPick.MOST


@dataclass(frozen=True)
class Block:
    """A section on the front page, with its newest articles but those at the top of the page."""

    section: Section
    articles: Sequence[PublishedArticle]


@read_only
def front(request: HttpRequest, before: int | None = None) -> HttpResponse:
    """Five statements, whatever the site holds; its older pages take three."""
    return _newest(request) if before is None else _older(request, before)


def _newest(request: HttpRequest) -> HttpResponse:
    language = reading_language()
    listing = pagination.of_articles(PublishedArticle.objects.live(language), None, _path, size=STREAM_SIZE)
    top = _top(_picks(language), listing.articles)
    framed = frame(path=_path(), twin=in_language(other_language(language), "front"))
    framed = replace(framed, share=Share(description=framed.outlet.description))
    context = {
        "frame": framed,
        "structured": structured_data.front_page(framed),
        "lead": top[0] if top else None,
        "second_row": top[1:],
        "listing": listing,
        "blocks": _blocks(language, {article.pk for article in top}),
    }
    return render(request, "website/front_page.html", context)


def _older(request: HttpRequest, before: int) -> HttpResponse:
    listing = pagination.of_articles(PublishedArticle.objects.live(reading_language()), before, _path)
    context = {
        "frame": frame(_("Все материалы"), path=_path(before)),
        "listing": listing,
    }
    return render(request, "website/front_page_older.html", context)


def _path(before: int | None = None) -> str:
    return reverse("website:front_before", args=[before]) if before else reverse("website:front")


def _picks(language: str) -> dict[int, PublishedArticle]:
    """What an editor put on top, by place, while its time lasts."""
    picks = FrontPick.objects.standing(language, timezone.now())
    shown = picks.select_related("article__section", "article__image").defer(*pagination.LONG_COLUMNS)
    return {pick.order: pick.article for pick in shown}


def _top(picks: dict[int, PublishedArticle], newest: Sequence[PublishedArticle]) -> list[PublishedArticle]:
    """The main article and the row below it: the editor's picks, and the newest in the places left over."""
    picked = set(picks.values())
    others = [article for article in newest if article not in picked]
    lead = picks.get(FrontPick.LEAD) or _newest_lead(others)
    pinned = [article for place, article in sorted(picks.items()) if place != FrontPick.LEAD]
    fill = [article for article in others if article.image_id and article != lead]
    row = pinned + fill[: max(0, SECOND_ROW - len(pinned))]
    return [lead, *row] if lead else row


def _newest_lead(newest: Sequence[PublishedArticle]) -> PublishedArticle | None:
    """The newest article with a picture, if it is among the very newest; else the newest."""
    pictured = (article for article in newest[:LEAD_CANDIDATES] if article.image_id)
    return next(pictured, newest[0] if newest else None)


def _blocks(language: str, shown: Set[int]) -> list[Block]:
    """Sections of the first level with their newest articles, those of the second level among them."""
    sections = list(_with_newest(language))
    wanted = {section.pk: _ids(section, shown) for section in sections}
    articles = PublishedArticle.objects.for_lists().in_bulk([pk for ids in wanted.values() for pk in ids])
    found = {pk: [articles[one] for one in ids if one in articles] for pk, ids in wanted.items()}
    return [block for block in _grouped(sections, found) if block.articles]


def _with_newest(language: str) -> Iterable[Section]:
    """Sections with the ids of their newest articles: a few steps of one index for each section."""
    carried = PublishedArticle.objects.live(language).filter(section=OuterRef("pk")).newest_first().values("pk")
    newest = {f"newest_{place}": Subquery(carried[place : place + 1]) for place in range(PIECES_A_BLOCK + TOP)}
    return Section.objects.filter(is_enabled=True).annotate(**newest)


def _ids(section: Section, shown: Set[int]) -> list[int]:
    ids = [getattr(section, f"newest_{place}") for place in range(PIECES_A_BLOCK + TOP)]
    return [pk for pk in ids if pk and pk not in shown][:PIECES_A_BLOCK]


def _grouped(sections: Sequence[Section], found: dict[int, list[PublishedArticle]]) -> Iterable[Block]:
    for section in sections:
        if section.parent_id is None:
            family = [section.pk, *(child.pk for child in sections if child.parent_id == section.pk)]
            articles = [article for pk in family for article in found[pk]]
            articles.sort(key=lambda article: (article.published_at, article.pk), reverse=True)
            yield Block(section, articles[:PIECES_A_BLOCK])
