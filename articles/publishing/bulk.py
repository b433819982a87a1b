"""Putting out many finished pieces at once: for imports and for measuring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from articles import snapshot
from articles.models import (
    Article,
    ArticleTag,
    Byline,
    Publication,
    PublicationByline,
    PublicationTag,
    Revision,
    SearchDocument,
    Section,
    Signature,
    Tag,
    Transition,
)
from articles.refusals import NotReady
from articles.workflow import State
from newsroom.editions import begin
from newsroom.lib.slugs import slugify
from staff.models import Person, User

from . import live, search


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


def put_out_many(pieces: Sequence[Finished], *, writer: User, reader: User, by: User) -> None:
    """Store pieces as published, with the log and the revision that each must have.

    All or none. Raises NotReady where writer and reader are one: the rule of the second pair of
    eyes holds for imports too.
    """
    if writer == reader:
        raise NotReady("Автор и корректор — один человек.")
    with transaction.atomic():
        articles = Article.objects.bulk_create([_article(piece, writer, reader) for piece in pieces])
        _add_desk_rows(articles, pieces, writer, reader, by)
        _add_public_rows(articles, pieces)
        begin()


def _article(piece: Finished, writer: User, reader: User) -> Article:
    return Article(
        state=State.PUBLISHED,
        live=True,
        language=piece.language,
        headline=piece.headline,
        lead=piece.lead,
        body=piece.body,
        own_reporting=True,
        section=piece.section,
        slug=slugify(piece.headline, fallback="news"),
        creator=writer,
        approver=reader,
        read_revision=1,
        live_revision=1,
        read_at=piece.published_at,
    )


def _add_desk_rows(articles: list[Article], pieces: Sequence[Finished], writer: User, reader: User, by: User) -> None:
    revisions, bylines, tags, steps = [], [], [], []
    for article, piece in zip(articles, pieces, strict=True):
        text = {name: getattr(article, name) for name in snapshot.TEXT_FIELDS}
        signature = {"kind": Signature.PERSON.value, "person_id": piece.person.pk, "name": "", "role": ""}
        text |= {"sources": [], "bylines": [signature]}
        article.approved_digest = snapshot.digest(text)
        at = piece.published_at
        revisions.append(
            Revision(
                article=article,
                number=1,
                kind="edit",
                user=writer,
                started_at=at,
                saved_at=at,
                snapshot=text,
                digest=article.approved_digest,
            )
        )
        bylines.append(Byline(article=article, person=piece.person))
        tags += [ArticleTag(content_object=article, tag=tag) for tag in piece.tags]
        steps += _log(article, at, ("create", writer, "", State.DRAFT), ("submit", writer, State.DRAFT, "submitted"))
        steps += _log(
            article,
            at,
            ("approve", reader, State.PROOFING, State.APPROVED),
            ("publish", by, State.APPROVED, State.PUBLISHED),
        )
    Article.objects.bulk_update(articles, ["approved_digest"])
    Revision.objects.bulk_create(revisions)
    Byline.objects.bulk_create(bylines)
    ArticleTag.objects.bulk_create(tags)
    Transition.objects.bulk_create(steps)


def _log(article: Article, at: datetime, *steps: tuple[str, User, str, str]) -> list[Transition]:
    """Rows of the log whose consequences are over: nobody is told of an old piece."""
    return [
        Transition(
            article=article,
            user=user,
            at=at,
            verb=verb,
            from_state=source,
            to_state=target,
            digest=article.approved_digest,
            processed_at=at,
        )
        for verb, user, source, target in steps
    ]


def _add_public_rows(articles: list[Article], pieces: Sequence[Finished]) -> None:
    publications, bylines, tags, entries = [], [], [], []
    for article, piece in zip(articles, pieces, strict=True):
        publication = live.publication_of(article, at=piece.published_at)
        here = {"language": piece.language, "published_at": piece.published_at}
        publications.append(publication)
        bylines.append(PublicationByline(publication=publication, order=0, person=piece.person, **here))
        tags += [PublicationTag(publication=publication, tag=tag, **here) for tag in piece.tags]
        names = [piece.person.name_ru, piece.person.name_kk]
        names += [name for tag in piece.tags for name in (tag.name, tag.name_kk)]
        entries.append(search.entry_of(publication, names))
    Publication.objects.bulk_create(publications)
    PublicationByline.objects.bulk_create(bylines)
    PublicationTag.objects.bulk_create(tags)
    SearchDocument.objects.bulk_create(entries)
