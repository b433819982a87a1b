"""Thousands of generated pieces, for measuring."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from articles import actions
from newsroom.demo.generate import GeneratedPiece, pieces
from newsroom.website.models import Section, Tag
from staff.models import Person, User

BATCH = 500


def make(count: int) -> Iterator[int]:
    """Put out `count` generated pieces, the same ones each time, signed by those of the demo's people who read none.

    Yields after each batch how many are out; each batch is one transaction.
    """
    writer, reader, by = (User.objects.get(username=name) for name in ("journalist", "corrector", "editor"))
    people = list(Person.objects.filter(user__isnull=False).exclude(user=reader).order_by("pk"))
    finish, out = _finisher(people), 0
    rows = (finish(place, piece) for place, piece in enumerate(pieces(count)))
    while batch := list(islice(rows, BATCH)):
        actions.import_published(batch, writer=writer, reader=reader, by=by)
        out += len(batch)
        yield out


def _finisher(people: list[Person]) -> Callable[[int, GeneratedPiece], actions.ImportedArticle]:
    """What makes a generated piece a finished one: with the rows that it names."""
    sections = {section.slug: section for section in Section.objects.all()}
    tags = {name: tag for tag in Tag.objects.all() for name in (tag.name, tag.name_kk)}
    now = timezone.now()

    def finish(place: int, piece: GeneratedPiece) -> actions.ImportedArticle:
        return actions.ImportedArticle(
            language=piece.language,
            headline=piece.headline,
            lead=piece.lead,
            body=piece.body,
            section=sections[piece.section],
            tags=[tags[name] for name in piece.tags],
            person=people[place % len(people)],
            published_at=now - timedelta(minutes=piece.minutes_ago),
        )

    return finish
