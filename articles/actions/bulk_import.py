"""Putting out many finished pieces at once: for imports and for measuring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import snapshot
from articles.actions import public_marks, published_rows, search_index
from articles.models import Article, ArticleTag, Byline, Revision, RevisionKind, Signature, Transition
from articles.workflow import CREATE, State
from newsroom.exceptions import NotReady
from newsroom.page_cache.models import SiteVersion
from newsroom.utils.slugs import slugify
from newsroom.website.models import PublishedArticle, PublishedByline, PublishedTag, SearchDocument, Section, Tag
from staff.models import Person, User

VERSION = 5
"""Of a piece that was created, submitted, claimed, approved and published."""


@dataclass(frozen=True)
class Finished:
    """A piece that was read and published elsewhere, or invented: text, place and time."""

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


def put_out_many(pieces: Sequence[Finished], *, writer: User, reader: User, by: User) -> None:
    """Store pieces as published, with the rows, the log and the revision that the whole route would leave.

    All or none. Raises NotReady where the reader is a writer too, by entering or by signing a piece: the rule of the
    second pair of eyes holds for imports.
    """
    if reader == writer or any(piece.person.user_id == reader.pk for piece in pieces):
        raise NotReady(_("Автор и корректор — один человек."))
    with transaction.atomic():
        articles = _add_articles(pieces, writer, reader)
        _add_desk_rows(articles, pieces, writer, reader, by)
        _add_public_rows(articles, pieces)
        SiteVersion.bump()


def _add_articles(pieces: Sequence[Finished], writer: User, reader: User) -> list[Article]:
    articles = [_article(piece, writer, reader) for piece in pieces]
    for article, piece in zip(articles, pieces, strict=True):
        article.approved_digest = snapshot.digest(_text(article, piece))
    return Article.objects.bulk_create(articles)


def _article(piece: Finished, writer: User, reader: User) -> Article:
    return Article(
        state=State.PUBLISHED,
        live=True,
        version=VERSION,
        language=piece.language,
        headline=piece.headline,
        lead=piece.lead,
        body=piece.body,
        own_reporting=True,
        section=piece.section,
        slug=slugify(piece.headline, fallback="news"),
        creator=writer,
        approver=reader,
        held_revision=1,
        read_revision=1,
        live_revision=1,
        read_at=piece.published_at,
    )


def _text(article: Article, piece: Finished) -> snapshot.Text:
    """What `snapshot.take_text` would read."""
    signature = {"kind": Signature.PERSON.value, "person_id": piece.person.pk, "name": "", "role": ""}
    columns = {name: getattr(article, name) for name in snapshot.TEXT_FIELDS}
    return columns | {"sources": [], "bylines": [signature]}


def _add_desk_rows(articles: list[Article], pieces: Sequence[Finished], writer: User, reader: User, by: User) -> None:
    revisions, bylines, tags, steps = [], [], [], []
    for article, piece in zip(articles, pieces, strict=True):
        revisions.append(_revision(article, piece, writer))
        bylines.append(Byline(article=article, person=piece.person))
        tags += [ArticleTag(content_object=article, tag=tag) for tag in piece.tags]
        steps += _log(article, piece.published_at, writer, reader, by)
    Revision.objects.bulk_create(revisions)
    Byline.objects.bulk_create(bylines)
    ArticleTag.objects.bulk_create(tags)
    Transition.objects.bulk_create(steps)


def _revision(article: Article, piece: Finished, writer: User) -> Revision:
    return Revision(
        article=article,
        number=1,
        kind=RevisionKind.EDIT,
        user=writer,
        started_at=piece.published_at,
        saved_at=piece.published_at,
        snapshot=_text(article, piece),
        digest=article.approved_digest,
    )


def _log(article: Article, at: datetime, writer: User, reader: User, by: User) -> list[Transition]:
    """The whole route, its consequences over: nobody is told of an old piece."""
    read = article.approved_digest
    steps = (
        (CREATE, writer, "", State.DRAFT, ""),
        ("submit", writer, State.DRAFT, State.SUBMITTED, read),
        ("claim", reader, State.SUBMITTED, State.PROOFING, ""),
        ("approve", reader, State.PROOFING, State.APPROVED, read),
        ("publish", by, State.APPROVED, State.PUBLISHED, read),
    )
    return [
        Transition(
            article=article,
            user=user,
            at=at,
            verb=verb,
            from_state=source,
            to_state=target,
            digest=digest,
            processed_at=at,
        )
        for verb, user, source, target, digest in steps
    ]


def _add_public_rows(articles: list[Article], pieces: Sequence[Finished]) -> None:
    publications, bylines, tags, entries = [], [], [], []
    for article, piece in zip(articles, pieces, strict=True):
        publication = published_rows.publication_of(article, at=piece.published_at)
        here = {"publication": publication, "language": piece.language, "published_at": piece.published_at}
        signed = [PublishedByline(order=0, person=piece.person, **here)]
        tagged = [PublishedTag(tag=tag, **here) for tag in piece.tags_as_printed]
        publications.append(publication)
        bylines += signed
        tags += tagged
        entries.append(search_index.entry_of(publication, tagged, signed))
    PublishedArticle.objects.bulk_create(publications)
    PublishedByline.objects.bulk_create(bylines)
    PublishedTag.objects.bulk_create(tags)
    public_marks.keep((piece.section.pk for piece in pieces), tags, bylines)
    SearchDocument.objects.bulk_create(entries)
