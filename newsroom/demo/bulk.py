"""Thousands of generated pieces, for measuring."""

from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.models import Section, Tag
from newsroom.demo.generate import GeneratedPiece, pieces
from staff.models import Person, User

BATCH = 500


def make(count: int) -> None:
    """Put out `count` generated pieces, the same ones each time, signed by the demo's people."""
    people = list(Person.objects.filter(user__isnull=False).order_by("pk"))
    sections = {section.slug: section for section in Section.objects.all()}
    tags = {tag.name: tag for tag in Tag.objects.all()} | {tag.name_kk: tag for tag in Tag.objects.all()}
    cast = {name: User.objects.get(username=name) for name in ("journalist", "corrector", "editor")}
    now = timezone.now()

    def finished(place: int, piece: GeneratedPiece) -> publishing.Finished:
        return publishing.Finished(
            language=piece.language,
            headline=piece.headline,
            lead=piece.lead,
            body=piece.body,
            section=sections[piece.section],
            tags=[tags[name] for name in piece.tags],
            person=people[place % len(people)],
            published_at=now - timedelta(minutes=piece.minutes_ago),
        )

    rows = (finished(place, piece) for place, piece in enumerate(pieces(count)))
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            publishing.put_out_many(batch, writer=cast["journalist"], reader=cast["corrector"], by=cast["editor"])
