"""The jobs of the worker and how often each runs."""

from collections.abc import Callable
from typing import NamedTuple

from django.core.management import call_command

from articles.actions.front_page import end_picks
from articles.actions.scheduled import publish_due
from articles.actions.search_index import renew
from articles.notifications import deliver
from newsroom.images import private, public

DAY = 24 * 60 * 60


class Job(NamedTuple):
    """Work that several workers may do at once and that may be interrupted at any moment."""

    name: str
    run: Callable[[], object]
    every_seconds: float


def clear_sessions() -> None:
    """Delete expired sessions."""
    call_command("clearsessions")


JOBS: tuple[Job, ...] = (
    Job("publish due articles", publish_due, 1),
    Job("end places of the front page", end_picks, 5),
    Job("renew outdated search entries", renew, 5),
    Job("notify those concerned", deliver, 2),
    Job("remove withdrawn pictures", public.sweep, 60),
    Job("remove orphaned files of pictures", private.sweep, DAY),
    Job("remove expired sessions", clear_sessions, DAY),
)
