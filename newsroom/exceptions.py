"""The refusals of actions, with sentences for the user and the HTTP status of the answer."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import ClassVar

from django.db import DatabaseError, IntegrityError

log = logging.getLogger(__name__)
DEADLOCK_SQLSTATE = "40P01"


class ActionRefused(Exception):
    """The action was refused and changed nothing. `reasons` are sentences in the user's language."""

    http_status: ClassVar[HTTPStatus] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, *reasons: object) -> None:
        self.reasons = [str(reason) for reason in reasons]
        super().__init__(" ".join(self.reasons))


class NotPermitted(ActionRefused):
    """The user may not do this."""

    http_status = HTTPStatus.FORBIDDEN


class InvalidState(ActionRefused):
    """The action is impossible in the current state, or another user was faster."""

    http_status = HTTPStatus.CONFLICT


class EditConflict(InvalidState):
    """Another user has saved the object since this user opened it."""


class Incomplete(ActionRefused):
    """Something is missing; all reasons are given at once."""


class TooOften(ActionRefused):
    """It was done too often in a short time."""

    http_status = HTTPStatus.TOO_MANY_REQUESTS


class BecomesWriter(Incomplete):
    """The edit is more than proofing: if it is saved, the reviewer becomes a writer."""


@contextmanager
def refuse_lost_race(sentence: object) -> Iterator[None]:
    """Turn a lost race (an integrity error or a deadlock) into InvalidState so that the user can retry.

    Wrap it around the outermost transaction, because deferred constraints are checked at the commit.
    """
    try:
        yield
    except DatabaseError as error:
        if not is_lost_race(error):
            raise
        log.warning("lost a race with another transaction: %s", error)
        raise InvalidState(sentence) from error


def is_lost_race(error: DatabaseError) -> bool:
    """Return whether a concurrent transaction caused the error."""
    is_deadlock = getattr(error.__cause__, "sqlstate", "") == DEADLOCK_SQLSTATE
    return isinstance(error, IntegrityError) or is_deadlock
