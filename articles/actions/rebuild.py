"""Writes the public rows of all live articles anew from their approved revisions."""

from django.db import transaction

from articles import snapshot
from articles.actions import published_media, published_rows, search_index
from articles.actions.build_rows import Prepared, build_bylines, build_published, build_tags
from articles.models import Article, Byline
from newsroom.page_cache.models import SiteVersion
from newsroom.website.models import PublishedArticle

BATCH = 200


def rebuild_published() -> int:
    """Rebuild the public articles and their search entries; return how many. Readers see no change if all was right.

    Text, sources and bylines come from the revision that is live, section, slug, tags and related articles from the
    article. Times and withdrawn articles stay. Each batch is one transaction, so it may be interrupted and repeated.
    """
    keys = list(Article.objects.filter(is_live=True).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            for pk in keys[start : start + BATCH]:
                _rebuild(pk)
            SiteVersion.bump()
    return len(keys)


def _rebuild(pk: int) -> None:
    article = Article.objects.select_for_update(of=("self",)).filter(pk=pk, is_live=True).first()
    if article is None:
        # Withdrawn meanwhile.
        return
    text = article.revisions.get(number=article.live_revision).snapshot
    prepared = _prepare(article, text, PublishedArticle.objects.get(pk=pk))
    prepared.article.save(force_update=True)
    published_media.publish_media(article, prepared.article.body)
    published_rows.replace_rows(prepared)
    published_rows.replace_related(article)
    search_index.enter_one(prepared.article, prepared.tags, prepared.bylines)


def _prepare(article: Article, text: snapshot.Text, former: PublishedArticle) -> Prepared:
    """Return the rows of a text, with the times, the address and the translation that readers know."""
    for field in snapshot.TEXT_FIELDS:
        setattr(article, field, text[field])
    published = build_published(article, at=former.published_at)
    published.slug = former.slug
    published.updated_at = former.updated_at
    published.translation_of_id = former.translation_of_id
    published.sources = [{name: row[name] for name in snapshot.SOURCE_FIELDS} for row in text["sources"]]
    bylines = build_bylines((Byline(**row) for row in text["bylines"]), published)
    return Prepared(published, bylines, build_tags(article, published))
