"""Creates many published articles at once: for imports and for benchmarks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from articles import snapshot
from articles.actions import published_media, published_rows, search_index
from articles.actions.build_rows import build_published
from articles.actions.taxonomy.tags import tags_by_name
from articles.models import Article, ArticleTag, Byline, Revision, RevisionKind, Signature, Transition
from articles.workflow import IMPORT, State
from newsroom.images.models import Image
from newsroom.page_cache.models import SiteVersion
from newsroom.utils.slugs import slugify
from newsroom.website.models import PublishedArticle, PublishedByline, PublishedTag, SearchDocument, Section, Tag
from staff.models import Person, User


@dataclass(frozen=True)
class ImportedByline:
    """A person of the newsroom, or the name of a guest."""

    person: Person | None = None
    name: str = ""

    @property
    def columns(self) -> dict[str, object]:
        """The columns of a `Byline`."""
        if self.person is not None:
            return {"kind": Signature.PERSON.value, "person_id": self.person.pk, "name": "", "role": ""}
        return {"kind": Signature.GUEST.value, "person_id": None, "name": self.name, "role": ""}


@dataclass(frozen=True)
class ImportedArticle:
    """An article that was reviewed and published elsewhere. `tags` are names, `body` is clean HTML."""

    language: str
    headline: str
    lead: str
    body: str
    section: Section
    bylines: Sequence[ImportedByline]
    published_at: datetime
    tags: Sequence[str] = field(default=())
    external_id: str = ""
    image: Image | None = None
    caption: str = ""
    credit: str = ""
    alt: str = ""


def import_published(batch: Sequence[ImportedArticle], *, by: User) -> None:
    """Store all articles of the batch as published, or none of them.

    Unknown tags are created. Each article gets its revision, its public rows and one log row, which notifies nobody.
    """
    with transaction.atomic():
        tags = tags_by_name({name for imported in batch for name in imported.tags})
        articles = Article.objects.bulk_create([_article(imported, by) for imported in batch])
        _add_editorial_rows(articles, batch, tags, by)
        _add_public_rows(articles, batch, tags)
        SiteVersion.bump()


def _article(imported: ImportedArticle, by: User) -> Article:
    article = Article(
        state=State.PUBLISHED,
        is_live=True,
        external_id=imported.external_id,
        language=imported.language,
        headline=imported.headline,
        lead=imported.lead,
        body=imported.body,
        own_reporting=True,
        section=imported.section,
        image=imported.image,
        caption=imported.caption,
        credit=imported.credit,
        alt=imported.alt,
        slug=slugify(imported.headline, fallback="news"),
        creator=by,
        claimed_revision=1,
        reviewed_revision=1,
        live_revision=1,
        reviewed_at=imported.published_at,
    )
    article.approved_checksum = snapshot.checksum(_text(article, imported))
    return article


def _text(article: Article, imported: ImportedArticle) -> snapshot.Text:
    """Return what `snapshot.take_text` would read."""
    columns = {name: getattr(article, name) for name in snapshot.TEXT_FIELDS}
    return columns | {"sources": [], "bylines": [byline.columns for byline in imported.bylines]}


def _add_editorial_rows(
    articles: list[Article], batch: Sequence[ImportedArticle], tags: dict[str, Tag], by: User
) -> None:
    revisions, bylines, tag_rows, log = [], [], [], []
    for article, imported in zip(articles, batch, strict=True):
        revisions.append(_revision(article, imported, by))
        bylines += [
            Byline(article=article, order=order, **byline.columns) for order, byline in enumerate(imported.bylines)
        ]
        tag_rows += [ArticleTag(content_object=article, tag=tag) for tag in _tags_of(imported, tags)]
        log.append(_log_row(article, imported.published_at, by))
    Revision.objects.bulk_create(revisions)
    Byline.objects.bulk_create(bylines)
    ArticleTag.objects.bulk_create(tag_rows)
    Transition.objects.bulk_create(log)


def _tags_of(imported: ImportedArticle, tags: dict[str, Tag]) -> list[Tag]:
    """Return the tags of an article in printed order; two names may mean one tag."""
    found = {tags[name].pk: tags[name] for name in imported.tags}
    return sorted(found.values(), key=lambda tag: tag.name)


def _revision(article: Article, imported: ImportedArticle, by: User) -> Revision:
    return Revision(
        article=article,
        number=1,
        kind=RevisionKind.EDIT,
        user=by,
        started_at=imported.published_at,
        saved_at=imported.published_at,
        snapshot=_text(article, imported),
        checksum=article.approved_checksum,
    )


def _log_row(article: Article, at: datetime, by: User) -> Transition:
    """Return a row that is processed already, because nobody is notified of an old article."""
    return Transition(
        article=article,
        user=by,
        name=IMPORT,
        to_state=State.PUBLISHED,
        checksum=article.approved_checksum,
        processed_at=at,
    )


def _add_public_rows(articles: list[Article], batch: Sequence[ImportedArticle], tags: dict[str, Tag]) -> None:
    rows, bylines, tag_rows, entries = [], [], [], []
    for article, imported in zip(articles, batch, strict=True):
        published = build_published(article, at=imported.published_at)
        columns = {"article": published, "language": imported.language, "published_at": imported.published_at}
        signed = [
            PublishedByline(order=order, person=byline.person, name="" if byline.person else byline.name, **columns)
            for order, byline in enumerate(imported.bylines)
        ]
        tagged = [PublishedTag(tag=tag, **columns) for tag in _tags_of(imported, tags)]
        rows.append(published)
        bylines += signed
        tag_rows += tagged
        entries.append(search_index.entry_of(published, tagged, signed))
    PublishedArticle.objects.bulk_create(rows)
    for article, published in zip(articles, rows, strict=True):
        published_media.publish_media(article, published.body)
    PublishedByline.objects.bulk_create(bylines)
    PublishedTag.objects.bulk_create(tag_rows)
    published_rows.mark_public((imported.section.pk for imported in batch), tag_rows, bylines)
    SearchDocument.objects.bulk_create(entries)
