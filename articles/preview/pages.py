"""Builds the page of a text that is not published: the stored working copy, a form being typed, a revision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils import timezone

from articles.actions.build_rows import build_bylines, build_published, build_sources, prefetch_rows
from articles.models import Article, Byline, Revision, Source
from articles.snapshot import TEXT_FIELDS
from newsroom.website.article_page import ArticlePage
from newsroom.website.models import PublishedArticle, Tag
from newsroom.website.queries.sections import with_sections
from newsroom.website.related import related_to


@dataclass(frozen=True)
class Rows:
    """The rows of a text in printed order. They may be unsaved."""

    bylines: Sequence[Byline]
    sources: Iterable[Source]
    tags: Sequence[Tag]
    picks: Sequence[int] | None
    """Ids of the articles that an editor chose for «Похожее»; None if nothing is offered."""


def stored_rows(article: Article) -> Rows:
    """Return the rows of the working copy."""
    prefetch_rows(article)
    return Rows(
        bylines=list(article.bylines.all()),
        sources=article.sources.all(),
        tags=sorted(article.tags.all(), key=lambda tag: tag.name),
        picks=[row.related_id for row in article.related_rows.all()],
    )


def build_page(article: Article, rows: Rows, *, note: str = "") -> ArticlePage:
    """Return the page that readers would get of this article with these rows; `article` may be unsaved."""
    published = build_published(article, at=_shown_date(article))
    published.pk = article.pk or 0
    published.sources = build_sources(rows.sources)
    # A person or an image of an old revision may have been deleted: prefetching sets None then.
    prefetch_related_objects(list(rows.bylines), "person")
    prefetch_related_objects([published], "image")
    bylines = build_bylines(rows.bylines, published)
    [published] = with_sections([published])
    related = [] if rows.picks is None else related_to(published, rows.tags, rows.picks)
    return ArticlePage(published, bylines, rows.tags, None, related, preview=True, preview_note=note)


def _shown_date(article: Article) -> datetime:
    """Return the date of the first publication or the planned one, or the present moment."""
    # In whole minutes, so that previews of one minute differ in the text alone.
    planned = article.scheduled_for or timezone.now().replace(second=0, microsecond=0)
    if not article.is_live:
        return planned
    live = PublishedArticle.objects.live().filter(pk=article.pk)
    return live.values_list("published_at", flat=True).first() or planned


def revision_page(article: Article, revision: Revision, *, note: str = "") -> ArticlePage:
    """Return the page of the text of this revision, at the present place of its article."""
    text = revision.snapshot
    columns = {name: text[name] for name in TEXT_FIELDS if name in text}
    shown = Article(pk=article.pk, slug=article.slug, section_id=article.section_id, **columns)
    rows = Rows(
        bylines=[Byline(**row) for row in text["bylines"]],
        sources=[Source(**row) for row in text["sources"]],
        tags=[],
        picks=None,
    )
    return build_page(shown, rows, note=note)
