"""The worker's loop."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import connections, reset_queries
from django.db.backends.base.base import BaseDatabaseWrapper

from newsroom import heartbeat
from newsroom.jobs import Job

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0


class Worker:
    """Runs each job when its time has come, until it is told to stop; stops between jobs, never within one."""

    def __init__(self, jobs: Sequence[Job], *, var_dir: Path, now: Callable[[], float] = time.monotonic) -> None:
        self.jobs = jobs
        self.var_dir = var_dir
        self.now = now
        self.stopping = threading.Event()
        self.due_at = dict.fromkeys((job.name for job in jobs), now())

    def stop(self, *signal: object) -> None:
        """Stop after the job at hand."""
        self.stopping.set()

    def run(self) -> None:
        """Work until told to stop."""
        while not self.stopping.is_set():
            self.tick()
            self.stopping.wait(TICK_SECONDS)

    def tick(self) -> None:
        """Run what is due once, and give a sign of life."""
        for job in self.jobs:
            if self.stopping.is_set():
                return
            if self.now() >= self.due_at[job.name]:
                self._run(job)
                self.due_at[job.name] = self.now() + job.every_seconds
            self._beat()

    def _run(self, job: Job) -> None:
        for connection in idle_connections():
            connection.close_if_unusable_or_obsolete()
        try:
            job.run()
        except Exception:  # whatever it is, the other jobs must go on
            log.exception("%s: failed, will be tried again", job.name)
            # After a failure nobody knows what state a connection is in: the next job connects anew.
            for connection in idle_connections():
                connection.close()
        finally:
            reset_queries()

    def _beat(self) -> None:
        try:
            heartbeat.beat(self.var_dir)
        except OSError as error:
            log.error("no sign of life could be given: %s", error)


def idle_connections() -> list[BaseDatabaseWrapper]:
    """The connections of this thread that no transaction around the worker holds, as a test's does."""
    return [connection for connection in connections.all(initialized_only=True) if not connection.in_atomic_block]
