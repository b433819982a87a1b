"""The published tables: how an article is put out, moved on the site and taken in again."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.translation import override

from articles import validation
from articles.actions import public_marks, search_index
from articles.models import Article, RelatedPick
from newsroom.exceptions import Incomplete
from newsroom.images import public
from newsroom.images.models import Image
from newsroom.utils.html import clean, to_text, word_count
from newsroom.utils.slugs import slugify
from newsroom.website.models import (
    FrontPick,
    Outlet,
    PublishedArticle,
    PublishedByline,
    PublishedDigestItem,
    PublishedRelated,
    PublishedTag,
)
from staff.models import Person

WORDS_A_MINUTE = 180

PLAIN_FIELDS = (
    "language",
    "kicker",
    "headline",
    "lead",
    "own_reporting",
    "caption",
    "credit",
    "alt",
    "age_mark",
    "seo_headline",
    "social_headline",
    "section_id",
    "image_id",
)
EMPTIED = (
    "kicker",
    "headline",
    "lead",
    "body",
    "text",
    "caption",
    "credit",
    "alt",
    "age_mark",
    "seo_headline",
    "social_headline",
)


@dataclass(frozen=True)
class Prepared:
    """An article made ready for reading and not yet stored: also what a preview shows."""

    article: PublishedArticle
    bylines: list[PublishedByline]
    tags: list[PublishedTag]


def slug_of(article: Article) -> str:
    """The address of the article: what it has, or what its headline gives."""
    return article.slug or slugify(article.headline, fallback=f"news-{article.pk}")


def read_rows(article: Article) -> None:
    """Read all rows of an article at once; who asks the article for them afterwards asks no database."""
    prefetch_related_objects([article], "sources", "bylines__person", "tags", "related_rows")


def prepare(article: Article, *, at: datetime) -> Prepared:
    """Make the rows that readers would read, as if the article went out at this moment."""
    read_rows(article)
    published = build_published(article, at=at)
    published.sources = [
        {"name": row.name, "url": row.url, "via_name": row.via_name, "via_url": row.via_url}
        for row in article.sources.all()
    ]
    return Prepared(published, _bylines(article, published), _tags(article, published))


def build_published(article: Article, *, at: datetime) -> PublishedArticle:
    """The publication's own columns, made of the article's; no statement is sent."""
    published = PublishedArticle(id=article.pk, published_at=at, slug=slug_of(article), is_live=True)
    for field in PLAIN_FIELDS:
        setattr(published, field, getattr(article, field))
    _set_body(published, article.body)
    return published


def _set_body(published: PublishedArticle, body: str) -> None:
    published.body = clean(body)
    published.text = to_text(published.body)
    published.reading_minutes = max(1, round(word_count(published.text) / WORDS_A_MINUTE))


def _bylines(article: Article, published: PublishedArticle) -> list[PublishedByline]:
    return [
        PublishedByline(
            article=published,
            order=place,
            person=row.person,
            name=row.name,
            role=row.role,
            language=published.language,
            published_at=published.published_at,
        )
        for place, row in enumerate(article.bylines.all())
    ]


def _tags(article: Article, published: PublishedArticle) -> list[PublishedTag]:
    return [
        PublishedTag(
            article=published,
            tag=tag,
            language=published.language,
            published_at=published.published_at,
        )
        for tag in sorted(article.tags.all(), key=lambda tag: tag.name)
    ]


def publish_rows(article: Article, *, at: datetime, first_at: datetime | None = None) -> PublishedArticle:
    """Write the publication of an article; `first_at` is the planned time of a first publication.

    «Опубликовано» is the first publication and never moves; «Обновлено» is every later one.
    """
    former = PublishedArticle.objects.filter(pk=article.pk).first()
    prepared = prepare(article, at=former.published_at if former else (first_at or at))
    published = prepared.article
    if former:
        published.updated_at = at
    if article.image is not None:
        public.publish(article.image)
    published.translation_of = _pair(article)
    published.save(force_insert=former is None, force_update=former is not None)
    if former or published.translation_of_id:
        _pair_back(published)
    _replace_rows(prepared)
    search_index.enter_one(prepared.article, prepared.tags, prepared.bylines)
    _replace_related(article)
    if former is None:
        _join_waiting_picks(article)
    if former and former.language != published.language:
        _leave_selections(published)
    if former and former.image_id and former.image_id != published.image_id:
        release_image(former.image_id)
    return published


def _pair(article: Article) -> PublishedArticle | None:
    """The published other half of a pair of languages: what this article translates, or what translates it."""
    others = PublishedArticle.objects.exclude(language=article.language).only("language")
    if article.translation_of_id is not None:
        return others.filter(pk=article.translation_of_id).first()
    translations = Article.objects.filter(translation_of=article).values("pk")
    return others.filter(pk__in=translations).order_by("-is_live", "pk").first()


def _pair_back(published: PublishedArticle) -> None:
    """A pair holds hands from both sides, so that either page finds the other without asking around."""
    other = published.translation_of_id
    pointing = PublishedArticle.objects.filter(translation_of=published.pk)
    (pointing.exclude(pk=other) if other else pointing).update(translation_of=None)
    if other is not None:
        PublishedArticle.objects.filter(translation_of=other).exclude(pk=published.pk).update(translation_of=None)
        PublishedArticle.objects.filter(pk=other).update(translation_of=published.pk)


def _replace_related(article: Article) -> None:
    """Bring the picks of a live article up to the desk's; readers see those that are live themselves."""
    PublishedRelated.objects.filter(article=article.pk).delete()
    picks = {row.related_id: row.order for row in article.related_rows.all()}
    out = PublishedArticle.objects.filter(pk__in=picks).values_list("pk", flat=True) if picks else ()
    PublishedRelated.objects.bulk_create(
        PublishedRelated(article_id=article.pk, related_id=pk, order=picks[pk]) for pk in out
    )


def _join_waiting_picks(article: Article) -> None:
    """Recommend an article that has just gone out where editors had picked it before."""
    waiting = RelatedPick.objects.filter(related=article, article__is_live=True).values_list("article_id", "order")
    PublishedRelated.objects.bulk_create(
        PublishedRelated(article_id=pk, related_id=article.pk, order=order) for pk, order in waiting
    )


def _replace_rows(prepared: Prepared) -> None:
    PublishedByline.objects.filter(article=prepared.article).delete()
    PublishedTag.objects.filter(article=prepared.article).delete()
    PublishedByline.objects.bulk_create(prepared.bylines)
    PublishedTag.objects.bulk_create(prepared.tags)
    public_marks.keep([prepared.article.section_id], prepared.tags, prepared.bylines)


def place(article: Article) -> None:
    """Bring section, address, pairing, tags and picks of a live publication up to the desk's copy.

    Raises NotReady where the section was taken away.
    """
    if article.section_id is None:
        raise Incomplete(validation.SECTION)
    published = PublishedArticle.objects.get(pk=article.pk)
    published.translation_of = _pair(article)
    PublishedArticle.objects.filter(pk=article.pk).update(
        section=article.section_id, slug=slug_of(article), translation_of=published.translation_of
    )
    _pair_back(published)
    _replace_related(article)
    tags = _tags(article, published)
    PublishedTag.objects.filter(article=published).delete()
    PublishedTag.objects.bulk_create(tags)
    public_marks.keep([article.section_id], tags)
    search_index.enter([published])


def rewrite_rows(published: PublishedArticle, **fields: str) -> None:
    """Change words of a live publication in place: a fixed typo moves no time."""
    for field, value in fields.items():
        setattr(published, field, value)
    if "body" in fields:
        _set_body(published, fields["body"])
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
    """Empty the publication: its address stays, its words, rows and pictures go."""
    published = PublishedArticle.objects.get(pk=article.pk)
    image_id = published.image_id
    for field in EMPTIED:
        setattr(published, field, "")
    published.is_live, published.sources, published.image = False, [], None
    published.own_reporting, published.withdrawn_at = False, at
    published.withdrawal, published.withdrawal_text = kind, text
    published.redirect_to = redirect_to
    published.save()
    PublishedByline.objects.filter(article=published).delete()
    PublishedTag.objects.filter(article=published).delete()
    PublishedRelated.objects.filter(article=published).delete()
    _leave_selections(published)
    search_index.leave(published.pk)
    if image_id:
        release_image(image_id)


def _leave_selections(published: PublishedArticle) -> None:
    """Take an article off the front page and out of what digests show: it was chosen and retold as it was."""
    FrontPick.objects.filter(article=published).delete()
    PublishedDigestItem.objects.filter(article=published).delete()


def release_image(image_id: int) -> None:
    """Take a picture off the site unless another live publication, a portrait or the outlet shows it."""
    image = Image.objects.get(pk=image_id)
    public.lock([image])
    shown_by = (
        PublishedArticle.objects.live().filter(image=image),
        Person.objects.filter(portrait=image),
        Outlet.objects.showing(image.pk),
    )
    if not any(rows.exists() for rows in shown_by):
        public.withdraw(image)


def address_of(article: Article) -> str:
    """The public address of a live article, for the desk's links."""
    published = PublishedArticle(id=article.pk, slug=slug_of(article), language=article.language)
    with override(article.language):
        return published.get_absolute_url()
