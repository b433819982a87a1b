"""Writes the search index: it holds exactly the live articles."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Value
from django.db.models.functions import Replace

from newsroom.language import VERSION, index_terms
from newsroom.website.models import PublishedArticle, PublishedByline, PublishedTag, SearchDocument, Tag
from newsroom.website.models.search_document import position_of
from staff.models import Person

BATCH = 200
COLUMNS = ("terms", "headline_terms", "lead_terms", "version")


def enter(articles: Sequence[PublishedArticle]) -> None:
    """Write the entries of these live articles, whose rows are already written."""
    rows = PublishedArticle.objects.filter(pk__in=[published.pk for published in articles])
    _write([_entry(published) for published in _with_names(rows)])


def _write(entries: list[SearchDocument]) -> None:
    SearchDocument.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["position"], update_fields=[*COLUMNS], batch_size=BATCH
    )


def enter_one(published: PublishedArticle, tags: Iterable[PublishedTag], bylines: Iterable[PublishedByline]) -> None:
    """Write the entry of an article with the given rows; one statement."""
    _write([entry_of(published, tags, bylines)])


def entry_of(
    published: PublishedArticle, tags: Iterable[PublishedTag], bylines: Iterable[PublishedByline]
) -> SearchDocument:
    """Return the entry of an article: its text and the names of its tags and authors."""
    language, names = published.language, _names(tags, bylines)
    headline = index_terms(published.headline, language)
    lead = index_terms(" ".join((published.kicker, published.lead, *names)), language)
    body = index_terms(f"{published.text} {published.caption}", language)
    facets = [f"l{language}", f"s{published.section_id}"]
    return SearchDocument(
        position=position_of(published),
        article=published,
        terms=" ".join(dict.fromkeys([*facets, *headline, *lead, *body])),
        headline_terms=" ".join(headline),
        lead_terms=" ".join(lead),
        version=VERSION,
    )


def leave(article_id: int) -> None:
    """Remove an article from the index."""
    SearchDocument.objects.filter(article=article_id).delete()


def move_section(former_id: int, section_id: int) -> None:
    """Replace the section in the entries, after a merge."""
    entries = SearchDocument.objects.filter(article__section=section_id, terms__contains=f" s{former_id} ")
    entries.update(terms=Replace("terms", Value(f" s{former_id} "), Value(f" s{section_id} ")))


def outdate_tagged(tag: Tag) -> None:
    """Mark the entries with this tag as outdated, after its name changed. The worker renews them."""
    _outdate(PublishedTag.objects.filter(tag=tag).values("article"))


def outdate_signed(person: Person) -> None:
    """Mark the entries signed by this person as outdated, after their name changed. The worker renews them."""
    _outdate(PublishedByline.objects.filter(person=person).values("article"))


def _outdate(articles: QuerySet[Any, Any]) -> None:
    SearchDocument.objects.filter(article__in=articles).update(version=0)


def outdate_all() -> None:
    """Mark all entries as outdated."""
    SearchDocument.objects.update(version=0)


def renew() -> int:
    """Renew a batch of outdated entries; return how many there were."""
    with transaction.atomic():
        ids = list(SearchDocument.objects.outdated().values_list("article", flat=True)[:BATCH])
        if ids:
            enter(list(PublishedArticle.objects.live().filter(pk__in=ids).only("pk")))
    return len(ids)


def complete() -> int:
    """Write a batch of missing entries; return how many there were."""
    with transaction.atomic():
        entered = SearchDocument.objects.filter(article=OuterRef("pk"))
        missing = list(PublishedArticle.objects.live().exclude(Exists(entered)).only("pk")[:BATCH])
        if missing:
            enter(missing)
    return len(missing)


def _with_names(rows: QuerySet[PublishedArticle]) -> QuerySet[PublishedArticle]:
    tags = Prefetch("tag_rows", PublishedTag.objects.select_related("tag"))
    signed = Prefetch("byline_rows", PublishedByline.objects.select_related("person"))
    return rows.prefetch_related(tags, signed)


def _entry(published: PublishedArticle) -> SearchDocument:
    return entry_of(published, published.tag_rows.all(), published.byline_rows.all())


def _names(tags: Iterable[PublishedTag], bylines: Iterable[PublishedByline]) -> list[str]:
    found = [name for row in tags for name in (row.tag.name, row.tag.name_kk)]
    for row in bylines:
        found += [row.name] if row.person is None else [row.person.name_ru, row.person.name_kk]
    return [name for name in found if name]
