"""Tells the demo's stories through the doors that people use, each step at its hour."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from operator import itemgetter
from unittest import mock

from django.utils import timezone

from newsroom.demo.front import FRONTS
from newsroom.demo.pieces import all_pieces
from newsroom.demo.retellings import all_digests
from newsroom.demo.sections import FORMER_TAGS
from newsroom.demo.telling import digests, pieces, standing
from newsroom.demo.telling.told import Told

Act = Callable[[], None]


@contextmanager
def clock_at(instant: datetime) -> Iterator[None]:
    """Let something happen at its hour: the stories of the demo lie in the past."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return instant

    # Not `timezone.now` itself: the models hold it as the default of their columns.
    with mock.patch.object(timezone, "datetime", Stopped):
        yield


def tell(now: datetime) -> None:
    """Let everybody do everything, in the order of the hours."""
    for instant, act in sorted(_acts(Told(now)), key=itemgetter(0)):
        with clock_at(min(instant, now)):
            act()


def _acts(told: Told) -> Iterator[tuple[datetime, Act]]:
    for piece in all_pieces():
        for step in piece.path:
            yield step.moment.on(told.now), partial(pieces.take, step, piece, told)
    for digest in all_digests():
        for step in digest.path:
            yield step.moment.on(told.now), partial(digests.take, step, digest, told)
    for front in FRONTS:
        yield front.moment.on(told.now), partial(standing.set_front, front, told)
    for former in FORMER_TAGS:
        yield former.merged.on(told.now), partial(standing.merge_tag, former)
