"""The front page: the editor's picks, the newest articles, and those of each section."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.page_cache.validators import cacheable
from newsroom.website import pagination, structured_data
from newsroom.website.models.article import PublishedArticle
from newsroom.website.models.front_page import FrontPick
from newsroom.website.models.section import Section
from newsroom.website.page_context import Share, page_context
from newsroom.website.public_urls import current_language, other_language, public_path

NEWEST_COUNT = 14
BLOCK_SIZE = 4
SECOND_ROW_SIZE = 2
LEAD_CANDIDATES = 5
TOP_SIZE = 1 + FrontPick.MOST


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
    newest = PublishedArticle.objects.listed(language)
    listing = pagination.paginate_articles(newest, None, _path, size=NEWEST_COUNT)
    top = _top(_picks(language), listing.articles)
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
    articles = PublishedArticle.objects.listed(current_language())
    context = {
        "layout": page_context(_("Все материалы"), path=_path(before)),
        "listing": pagination.paginate_articles(articles, before, _path),
    }
    return render(request, "website/front_page_older.html", context)


def _path(before: int | None = None) -> str:
    return reverse("website:front_before", args=[before]) if before else reverse("website:front")


def _picks(language: str) -> dict[int, PublishedArticle]:
    """Return the active picks of the editor by their order."""
    picks = FrontPick.objects.active(language, timezone.now())
    shown = picks.select_related("article__section", "article__image").defer(*pagination.LONG_COLUMNS)
    return {pick.order: pick.article for pick in shown}


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
    sections = list(_with_newest_ids(language))
    ids_of = {section.pk: _ids(section, shown) for section in sections}
    articles = PublishedArticle.objects.for_lists().in_bulk([pk for ids in ids_of.values() for pk in ids])
    articles_of = {section: [articles[pk] for pk in ids if pk in articles] for section, ids in ids_of.items()}
    return [block for block in _grouped(sections, articles_of) if block.articles]


def _with_newest_ids(language: str) -> Iterable[Section]:
    """Annotate the enabled sections with the ids of their newest articles: a short index range for each section."""
    articles = PublishedArticle.objects.listed(language).filter(section=OuterRef("pk")).newest_first().values("pk")
    newest = {f"newest_{n}": Subquery(articles[n : n + 1]) for n in range(BLOCK_SIZE + TOP_SIZE)}
    return Section.objects.filter(is_enabled=True).annotate(**newest)


def _ids(section: Section, shown: Set[int]) -> list[int]:
    ids = [getattr(section, f"newest_{n}") for n in range(BLOCK_SIZE + TOP_SIZE)]
    return [pk for pk in ids if pk and pk not in shown][:BLOCK_SIZE]


def _grouped(sections: Sequence[Section], articles_of: dict[int, list[PublishedArticle]]) -> Iterable[Block]:
    for section in sections:
        if section.parent_id is None:
            section_ids = [section.pk, *(child.pk for child in sections if child.parent_id == section.pk)]
            articles = [article for pk in section_ids for article in articles_of[pk]]
            articles.sort(key=lambda article: (article.published_at, article.pk), reverse=True)
            yield Block(section, articles[:BLOCK_SIZE])
