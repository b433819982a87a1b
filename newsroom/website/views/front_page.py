"""The front page: the editor's picks, the newest articles, and those of each section."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.page_cache.decorators import cacheable
from newsroom.page_cache.memory import per_site_version
from newsroom.website import pagination, structured_data
from newsroom.website.models.article import PublishedArticle
from newsroom.website.models.front_page import FrontPick
from newsroom.website.models.section import Section
from newsroom.website.page_context import Share, page_context
from newsroom.website.public_urls import current_language, other_language, public_path
from newsroom.website.queries import lists
from newsroom.website.queries.cards import cards
from newsroom.website.queries.listed import LANGUAGE
from newsroom.website.queries.newest import newest_of_all, newest_of_sections
from newsroom.website.queries.prepared import PreparedQuery
from newsroom.website.queries.sections import section_tree

NEWEST_COUNT = 14
BLOCK_SIZE = 4
SECOND_ROW_SIZE = 2
LEAD_CANDIDATES = 5


@dataclass(frozen=True)
class Block:
    """A section on the front page, with its newest articles that are not at the top of the page."""

    section: Section
    articles: Sequence[PublishedArticle]


@cacheable
def front(request: HttpRequest, before: int | None = None) -> HttpResponse:
    return _front_page(request) if before is None else _older_articles(request, before)


def _front_page(request: HttpRequest) -> HttpResponse:
    language = current_language()
    picks, newest_ids = _active_picks(language), [pk for pk, _section in newest_of_all(language)[: NEWEST_COUNT + 1]]
    articles = cards([*picks.values(), *newest_ids])
    newest = [articles[pk] for pk in newest_ids if pk in articles]
    listing = pagination.first_page(newest, _path, NEWEST_COUNT)
    top = _top({order: articles[pk] for order, pk in picks.items() if pk in articles}, listing.articles)
    layout = page_context(path=_path(), alternate_path=public_path(other_language(language), "front"))
    layout = replace(layout, share=Share(description=layout.outlet.description))
    context = {
        "layout": layout,
        "structured_data": structured_data.front_page(layout),
        "lead": top[0] if top else None,
        "second_row": top[1:],
        "listing": listing,
        "blocks": _blocks(language, {article.pk for article in top}),
    }
    return render(request, "website/front_page.html", context)


def _older_articles(request: HttpRequest, before: int) -> HttpResponse:
    context = {
        "layout": page_context(_("Все материалы"), path=_path(before)),
        "listing": pagination.paginate(lists.ALL, lists.NO_IDS, before, _path),
    }
    return render(request, "website/front_page_older.html", context)


def _path(before: int | None = None) -> str:
    language = current_language()
    return public_path(language, "front_before", before) if before else public_path(language, "front")


def _active_picks(language: str) -> dict[int, int]:
    """Return the ids of the picks that readers see now, by their order."""
    now = timezone.now()
    return {order: article for order, article, ends_at in _picks(language) if ends_at > now}


@per_site_version
def _picks(language: str) -> Sequence[tuple[int, int, datetime]]:
    """Return order, article and end of each pick. They are filtered by time at each rendering."""
    return tuple(PICKS.rows(language=language))


PICKS = PreparedQuery(
    lambda: (
        FrontPick.objects.filter(language=LANGUAGE, article__is_live=True)
        .order_by("order")
        .values_list("order", "article", "ends_at")
    )
)


def _top(picks: dict[int, PublishedArticle], newest: Sequence[PublishedArticle]) -> list[PublishedArticle]:
    """Return the main article and the row below it: the editor's picks, filled up with the newest articles."""
    picked = set(picks.values())
    others = [article for article in newest if article not in picked]
    lead = picks.get(FrontPick.LEAD) or _newest_lead(others)
    pinned = [article for order, article in sorted(picks.items()) if order != FrontPick.LEAD]
    fill = [article for article in others if article.image_id and article != lead]
    row = pinned + fill[: max(0, SECOND_ROW_SIZE - len(pinned))]
    return [lead, *row] if lead else row


def _newest_lead(newest: Sequence[PublishedArticle]) -> PublishedArticle | None:
    """Return the newest article with a picture among the first few, or else the newest."""
    pictured = (article for article in newest[:LEAD_CANDIDATES] if article.image_id)
    return next(pictured, newest[0] if newest else None)


def _blocks(language: str, shown: Set[int]) -> list[Block]:
    """Return the sections of the first level with their newest articles and those of their subsections."""
    newest = newest_of_sections(language)
    sections = [section for section in section_tree().sections.values() if section.is_enabled]
    ids_of = {
        section.pk: [pk for pk in newest.get(section.pk, ()) if pk not in shown][:BLOCK_SIZE] for section in sections
    }
    articles = cards([pk for ids in ids_of.values() for pk in ids])
    articles_of = {section: [articles[pk] for pk in ids if pk in articles] for section, ids in ids_of.items()}
    return [block for block in _grouped(sections, articles_of) if block.articles]


def _grouped(sections: Sequence[Section], articles_of: dict[int, list[PublishedArticle]]) -> Iterable[Block]:
    for section in sections:
        if section.parent_id is None:
            section_ids = [section.pk, *(child.pk for child in sections if child.parent_id == section.pk)]
            articles = [article for pk in section_ids for article in articles_of[pk]]
            articles.sort(key=lambda article: (article.published_at, article.pk), reverse=True)
            yield Block(section, articles[:BLOCK_SIZE])
