"""Following the site version beside the jobs, which may take long: a slow mail server must not keep a host behind."""

from threading import Event

from django.db import Error, connections

from newsroom.worker.jobs import follow_site_version
from newsroom.worker.loop import close_idle_connections, idle_connections

PAUSE_SECONDS = 0.5
"""Other hosts are promised to follow within a second."""


def follow(stopping: Event) -> None:
    """Link the pages of each new version until `stopping` is set. Runs in a thread of its own.

    Without the database it tries again; the job of the same work logs that it is away.
    """
    try:
        while not stopping.wait(PAUSE_SECONDS):
            for idle in idle_connections():
                idle.close_if_unusable_or_obsolete()
            try:
                follow_site_version()
            except Error:
                close_idle_connections()
    finally:
        connections.close_all()
