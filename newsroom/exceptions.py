"""Why the door did not open, in sentences; three kinds that must not be mixed up."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import ClassVar

from django.db import DatabaseError, IntegrityError

log = logging.getLogger(__name__)
DEADLOCK = "40P01"


class ActionRefused(Exception):
    """The step was not taken and nothing was changed.

    `reasons` are whole sentences in the language of the person who asked.
    """

    http_status: ClassVar[HTTPStatus] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *reasons: object) -> None:
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


class NotPermitted(ActionRefused):
    """This person may not do it."""

    http_status = HTTPStatus.FORBIDDEN


class InvalidState(ActionRefused):
    """The state does not lead there, or somebody was faster."""

    http_status = HTTPStatus.CONFLICT


class EditConflict(InvalidState):
    """The article was saved by somebody else since this person opened it."""


class Incomplete(ActionRefused):
    """Something is missing; all of it is named at once."""


class BecomesWriter(Incomplete):
    """The edit is more than proofing: saved, it makes the reader a writer (design, section 4)."""


@contextmanager
def refuse_lost_race(sentence: object) -> Iterator[None]:
    """Of two who write at one moment what does not fit together, let the second be told so in words: NotNow.

    The first has taken away what the second points at, or each waits for the other. To be put around the outermost
    transaction: much of it the database finds out at the commit only.
    """
    try:
        yield
    except DatabaseError as error:
        if not is_lost_race(error):
            raise
        log.warning("two wrote at one moment: %s", error)
        raise InvalidState(sentence) from error


def is_lost_race(error: DatabaseError) -> bool:
    """Whether another one's writing is in the way, and nothing is broken."""
    is_deadlock = getattr(error.__cause__, "sqlstate", "") == DEADLOCK
    return isinstance(error, IntegrityError) or is_deadlock
