"""Writes the public tables: publishing, changing the placement, withdrawing."""

from collections.abc import Iterable
from datetime import datetime

from articles import validation
from articles.actions import published_media, search_index
from articles.actions.build_rows import Prepared, build_tags, prepare, set_body, slug_of
from articles.models import Article, RelatedPick
from newsroom.exceptions import Incomplete
from newsroom.redirects import redirects
from newsroom.redirects.redirects import Kind
from newsroom.website.models import (
    FrontPick,
    PublishedArticle,
    PublishedByline,
    PublishedDigestItem,
    PublishedRelated,
    PublishedTag,
)
from newsroom.website.models.article_text import TEXT_FIELDS

EMPTY_TEXT = {
    field.attname: field.get_default()
    for field in PublishedArticle._meta.concrete_fields
    if field.attname in TEXT_FIELDS and field.attname != "language"
}


def publish_rows(article: Article, *, at: datetime, first_at: datetime | None = None) -> PublishedArticle:
    """Write the public rows of an article; `first_at` is the planned time of a first publication.

    «Опубликовано» is the time of the first publication, «Обновлено» of the last later one. Neither is in the future,
    also if the clock was wrong when the article was first published.
    """
    former = PublishedArticle.objects.filter(pk=article.pk).first()
    published_at = former.published_at if former else (first_at or at)
    prepared = prepare(article, at=min(published_at, at))
    published = prepared.article
    if former:
        published.updated_at = at
    _save_article(article, published, former)
    published_media.publish_media(article, published.body)
    replace_rows(prepared)
    replace_related(article)
    if former is None:
        _add_to_waiting_articles(article)
    else:
        _remove_leftovers(former, published)
    search_index.enter_one(published, prepared.tags, prepared.bylines)
    return published


def _save_article(article: Article, published: PublishedArticle, former: PublishedArticle | None) -> None:
    published.translation_of = _translation(article)
    published.save(force_insert=former is None, force_update=former is not None)
    if former or published.translation_of_id:
        _link_translation(published)


def _remove_leftovers(former: PublishedArticle, published: PublishedArticle) -> None:
    """Remove what belongs to the former text only: selections in its language, its media, its search entry."""
    if former.language != published.language:
        _leave_selections(published)
    published_media.release_media(published_media.shown_media(former) - published_media.shown_media(published))
    if former.published_at != published.published_at:
        search_index.leave(published.pk)


def _translation(article: Article) -> PublishedArticle | None:
    """Return the public article that this one translates, or that translates it."""
    others = PublishedArticle.objects.exclude(language=article.language).only("language")
    if article.translation_of_id is not None:
        return others.filter(pk=article.translation_of_id).first()
    translations = Article.objects.filter(translation_of=article).values("pk")
    return others.filter(pk__in=translations).order_by("-is_live", "pk").first()


def _link_translation(published: PublishedArticle) -> None:
    """Make the two articles of a pair refer to each other, and no third one to either."""
    other = published.translation_of_id
    pointing = PublishedArticle.objects.filter(translation_of=published.pk)
    (pointing.exclude(pk=other) if other else pointing).update(translation_of=None)
    if other is not None:
        PublishedArticle.objects.filter(translation_of=other).exclude(pk=published.pk).update(translation_of=None)
        PublishedArticle.objects.filter(pk=other).update(translation_of=published.pk)


def replace_related(article: Article) -> None:
    """Copy the related articles that are live or were published."""
    PublishedRelated.objects.filter(article=article.pk).delete()
    picks = {row.related_id: row.order for row in article.related_rows.all()}
    published = PublishedArticle.objects.filter(pk__in=picks).values_list("pk", flat=True) if picks else ()
    PublishedRelated.objects.bulk_create(
        PublishedRelated(article_id=article.pk, related_id=pk, order=picks[pk]) for pk in published
    )


def _add_to_waiting_articles(article: Article) -> None:
    """Add a newly published article to the live articles whose editors picked it as related before."""
    waiting = RelatedPick.objects.filter(related=article, article__is_live=True).values_list("article_id", "order")
    PublishedRelated.objects.bulk_create(
        PublishedRelated(article_id=pk, related_id=article.pk, order=order) for pk, order in waiting
    )


def replace_rows(prepared: Prepared) -> None:
    """Replace the public bylines and tags of an article by those of `prepared`."""
    PublishedByline.objects.filter(article=prepared.article).delete()
    PublishedTag.objects.filter(article=prepared.article).delete()
    PublishedByline.objects.bulk_create(prepared.bylines)
    PublishedTag.objects.bulk_create(prepared.tags)
    mark_public([prepared.article.section_id], prepared.tags, prepared.bylines)


def mark_public(
    sections: Iterable[int | None], tags: Iterable[PublishedTag], bylines: Iterable[PublishedByline] = ()
) -> None:
    """Record that these sections (by id), tags and people have public pages, whose addresses must never be lost.

    Sends one statement.
    """
    keys = {(Kind.SECTION, pk) for pk in sections}
    keys |= {(Kind.TAG, row.tag_id) for row in tags}
    keys |= {(Kind.PERSON, row.person_id) for row in bylines}
    redirects.mark_public(*((kind, pk) for kind, pk in keys if pk is not None))


def update_placement(article: Article) -> None:
    """Copy section, slug, translation, tags and related articles to the public rows of a live article.

    Raises Incomplete if the article has no section.
    """
    if article.section_id is None:
        raise Incomplete(validation.SECTION)
    published = PublishedArticle.objects.get(pk=article.pk)
    published.translation_of = _translation(article)
    PublishedArticle.objects.filter(pk=article.pk).update(
        section=article.section_id, slug=slug_of(article), translation_of=published.translation_of
    )
    _link_translation(published)
    replace_related(article)
    tags = build_tags(article, published)
    PublishedTag.objects.filter(article=published).delete()
    PublishedTag.objects.bulk_create(tags)
    mark_public([article.section_id], tags)
    search_index.enter([published])


def rewrite_rows(published: PublishedArticle, **fields: str) -> None:
    """Change text fields of a live article in place; its times stay (typo fixes)."""
    for field, value in fields.items():
        setattr(published, field, value)
    if "body" in fields:
        set_body(published, fields["body"])
    published.save(update_fields=[*fields, "text", "reading_minutes"])
    search_index.enter([published])


def withdraw_rows(
    article: Article,
    *,
    at: datetime,
    kind: str,
    text: str,
    redirect_to: PublishedArticle | None,
) -> None:
    """Empty the public rows: the address stays; the text, related rows, images and files go."""
    published = PublishedArticle.objects.get(pk=article.pk)
    shown = published_media.shown_media(published)
    for field, empty in EMPTY_TEXT.items():
        setattr(published, field, empty)
    published.text, published.sources = "", []
    published.is_live, published.withdrawn_at = False, at
    published.withdrawal, published.withdrawal_text = kind, text
    published.redirect_to = redirect_to
    published.save()
    PublishedByline.objects.filter(article=published).delete()
    PublishedTag.objects.filter(article=published).delete()
    PublishedRelated.objects.filter(article=published).delete()
    _leave_selections(published)
    search_index.leave(published.pk)
    published_media.withdraw_media(published, shown)


def _leave_selections(published: PublishedArticle) -> None:
    """Remove an article from the front page and from live digests, which selected the former text."""
    FrontPick.objects.filter(article=published).delete()
    PublishedDigestItem.objects.filter(article=published).delete()
