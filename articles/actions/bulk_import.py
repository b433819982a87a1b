"""Creates many published articles at once, for imports and benchmarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import snapshot
from articles.actions import published_rows, search_index
from articles.actions.build_rows import build_published
from articles.models import Article, ArticleTag, Byline, Revision, RevisionKind, Signature, Transition
from articles.workflow import CREATE, State
from newsroom.exceptions import Incomplete
from newsroom.page_cache.models import SiteVersion
from newsroom.utils.slugs import slugify
from newsroom.website.models import PublishedArticle, PublishedByline, PublishedTag, SearchDocument, Section, Tag
from staff.models import Person, User

VERSION = 5
"""Of an article that was created, submitted, claimed, approved and published."""


@dataclass(frozen=True)
class ImportedArticle:
    """An article that was reviewed and published elsewhere, or generated for measurements."""

    language: str
    headline: str
    lead: str
    body: str
    section: Section
    tags: Sequence[Tag]
    person: Person
    published_at: datetime

    @property
    def tags_as_printed(self) -> list[Tag]:
        return sorted(self.tags, key=lambda tag: tag.name)


def import_published(batch: Sequence[ImportedArticle], *, writer: User, reviewer: User, by: User) -> None:
    """Store articles as published, with the rows, the log and the revision that the whole workflow would leave.

    All or none. Raises Incomplete if the reviewer is the writer or has signed one of the articles.
    """
    if reviewer == writer or any(imported.person.user_id == reviewer.pk for imported in batch):
        raise Incomplete(_("Автор и корректор — один человек."))
    with transaction.atomic():
        articles = _add_articles(batch, writer, reviewer)
        _add_editorial_rows(articles, batch, writer, reviewer, by)
        _add_public_rows(articles, batch)
        SiteVersion.bump()


def _add_articles(batch: Sequence[ImportedArticle], writer: User, reviewer: User) -> list[Article]:
    articles = [_article(imported, writer, reviewer) for imported in batch]
    for article, imported in zip(articles, batch, strict=True):
        article.approved_checksum = snapshot.checksum(_text(article, imported))
    return Article.objects.bulk_create(articles)


def _article(imported: ImportedArticle, writer: User, reviewer: User) -> Article:
    return Article(
        state=State.PUBLISHED,
        is_live=True,
        version=VERSION,
        language=imported.language,
        headline=imported.headline,
        lead=imported.lead,
        body=imported.body,
        own_reporting=True,
        section=imported.section,
        slug=slugify(imported.headline, fallback="news"),
        creator=writer,
        approver=reviewer,
        claimed_revision=1,
        reviewed_revision=1,
        live_revision=1,
        reviewed_at=imported.published_at,
    )


def _text(article: Article, imported: ImportedArticle) -> snapshot.Text:
    """Return what `snapshot.take_text` would read."""
    signature = {"kind": Signature.PERSON.value, "person_id": imported.person.pk, "name": "", "role": ""}
    columns = {name: getattr(article, name) for name in snapshot.TEXT_FIELDS}
    return columns | {"sources": [], "bylines": [signature]}


def _add_editorial_rows(
    articles: list[Article], batch: Sequence[ImportedArticle], writer: User, reviewer: User, by: User
) -> None:
    revisions, bylines, tags, log = [], [], [], []
    for article, imported in zip(articles, batch, strict=True):
        revisions.append(_revision(article, imported, writer))
        bylines.append(Byline(article=article, person=imported.person))
        tags += [ArticleTag(content_object=article, tag=tag) for tag in imported.tags]
        log += _log(article, imported.published_at, writer, reviewer, by)
    Revision.objects.bulk_create(revisions)
    Byline.objects.bulk_create(bylines)
    ArticleTag.objects.bulk_create(tags)
    Transition.objects.bulk_create(log)


def _revision(article: Article, imported: ImportedArticle, writer: User) -> Revision:
    return Revision(
        article=article,
        number=1,
        kind=RevisionKind.EDIT,
        user=writer,
        started_at=imported.published_at,
        saved_at=imported.published_at,
        snapshot=_text(article, imported),
        checksum=article.approved_checksum,
    )


def _log(article: Article, at: datetime, writer: User, reviewer: User, by: User) -> list[Transition]:
    """Return the log of the whole workflow, already processed: nobody is notified of an imported article."""
    checksum = article.approved_checksum
    rows = (
        (CREATE, writer, "", State.DRAFT, ""),
        ("submit", writer, State.DRAFT, State.SUBMITTED, checksum),
        ("claim", reviewer, State.SUBMITTED, State.PROOFING, ""),
        ("approve", reviewer, State.PROOFING, State.APPROVED, checksum),
        ("publish", by, State.APPROVED, State.PUBLISHED, checksum),
    )
    return [
        Transition(
            article=article,
            user=user,
            at=at,
            name=name,
            from_state=source,
            to_state=target,
            checksum=checksum,
            processed_at=at,
        )
        for name, user, source, target, checksum in rows
    ]


def _add_public_rows(articles: list[Article], batch: Sequence[ImportedArticle]) -> None:
    rows, bylines, tags, entries = [], [], [], []
    for article, imported in zip(articles, batch, strict=True):
        published = build_published(article, at=imported.published_at)
        here = {"article": published, "language": imported.language, "published_at": imported.published_at}
        signed = [PublishedByline(order=0, person=imported.person, **here)]
        tagged = [PublishedTag(tag=tag, **here) for tag in imported.tags_as_printed]
        rows.append(published)
        bylines += signed
        tags += tagged
        entries.append(search_index.entry_of(published, tagged, signed))
    PublishedArticle.objects.bulk_create(rows)
    PublishedByline.objects.bulk_create(bylines)
    PublishedTag.objects.bulk_create(tags)
    published_rows.mark_public((imported.section.pk for imported in batch), tags, bylines)
    SearchDocument.objects.bulk_create(entries)
