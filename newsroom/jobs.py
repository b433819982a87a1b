"""What the worker does, and how often, as one list."""

from collections.abc import Callable
from typing import NamedTuple

from articles.actions.front_page import end_picks
from articles.actions.scheduled import publish_due
from articles.actions.search_index import renew
from articles.notifications import deliver
from newsroom.images import private, public


class Job(NamedTuple):
    """Work that any number of workers may do at once and that may be cut off at any moment."""

    name: str
    run: Callable[[], object]
    every_seconds: float


JOBS: tuple[Job, ...] = (
    Job("publish due pieces", publish_due, 1),
    Job("take down what stood its time on the front page", end_picks, 5),
    Job("renew outdated search entries", renew, 5),
    Job("tell those concerned", deliver, 2),
    Job("remove withdrawn pictures", public.sweep, 60),
    Job("remove orphaned files of pictures", private.sweep, 24 * 60 * 60),
)
