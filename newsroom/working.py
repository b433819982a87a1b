"""The worker's loop."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import close_old_connections, reset_queries

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
        # Before and after: a connection that the server has closed is replaced, an old one is let go.
        close_old_connections()
        try:
            job.run()
        except Exception:  # whatever it is, the other jobs must go on
            log.exception("%s: failed, will be tried again", job.name)
        finally:
            reset_queries()
            close_old_connections()

    def _beat(self) -> None:
        try:
            heartbeat.beat(self.var_dir)
        except OSError as error:
            log.error("no sign of life could be given: %s", error)
