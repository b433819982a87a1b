"""The worker's loop."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import Error, connection, connections, reset_queries
from django.db.backends.base.base import BaseDatabaseWrapper

from newsroom.worker import heartbeat
from newsroom.worker.jobs import Job

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0


class Worker:
    """Runs each job when its time has come, until it is stopped; stops between jobs, never within one.

    A job that fails is tried again after a pause that doubles with each failure, up to LONGEST_PAUSE_SECONDS. While
    the database is away, all jobs wait. Without `var_dir` it gives no sign of life.
    """

    def __init__(self, jobs: Sequence[Job], *, var_dir: Path | None, now: Callable[[], float] = time.monotonic) -> None:
        self.jobs = jobs
        self.var_dir = var_dir
        self.now = now
        self.stopping = threading.Event()
        self.due_at = dict.fromkeys((job.name for job in jobs), now())
        self.failures: dict[str, int] = {}
        self.outages = 0
        self.paused_until = now()

    def stop(self, *signal: object) -> None:
        """Stop after the present job."""
        self.stopping.set()

    def run(self) -> None:
        """Work until stopped."""
        while not self.stopping.is_set():
            self.tick()
            self.stopping.wait(TICK_SECONDS)

    def tick(self) -> None:
        """Run what is due once, and beat after each job."""
        self._beat()
        for job in self.jobs:
            if self.stopping.is_set() or self.now() < self.paused_until:
                return
            if self.now() >= self.due_at[job.name]:
                self._run(job)
                self._beat()

    def _run(self, job: Job) -> None:
        for idle in idle_connections():
            idle.close_if_unusable_or_obsolete()
        try:
            job.run()
        except Exception as error:  # noqa: BLE001 (whatever it is, the other jobs must go on)
            # The state of the connections is unknown: the next job connects anew.
            close_idle_connections()
            if database_answers():
                self._pause(job, error)
            else:
                self._pause_all(job, error)
        else:
            self.outages = 0
            self.failures.pop(job.name, None)
            self.due_at[job.name] = self.now() + job.every_seconds
        finally:
            reset_queries()

    def _pause_all(self, job: Job, error: Exception) -> None:
        """Wait for the database."""
        seconds = pause_seconds(self.outages)
        self.outages += 1
        self.paused_until = self.now() + seconds
        log.error("%s: the database does not answer, next attempt in %.0f s: %s", job.name, seconds, first_line(error))

    def _pause(self, job: Job, error: Exception) -> None:
        """Put the job off; log the traceback of its first failure only."""
        failures = self.failures.get(job.name, 0)
        self.failures[job.name] = failures + 1
        seconds = max(job.every_seconds if failures == 0 else 0, pause_seconds(failures))
        self.due_at[job.name] = self.now() + seconds
        log.error(
            "%s: failed %d times, next attempt in %.0f s: %s",
            *(job.name, failures + 1, seconds, first_line(error)),
            exc_info=failures == 0,
        )

    def _beat(self) -> None:
        if self.var_dir is None:
            return
        try:
            heartbeat.beat(self.var_dir)
        except OSError as error:
            log.error("no sign of life could be given: %s", error)


def pause_seconds(failures: int) -> float:
    """The pause after so many earlier failures in a row: 1, 2, 4 … seconds."""
    return min(2.0 ** min(failures, 10), LONGEST_PAUSE_SECONDS)


def first_line(error: Exception) -> str:
    """The error in one line of a log."""
    return f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}"


def idle_connections() -> list[BaseDatabaseWrapper]:
    """The connections of this thread that no transaction around the worker holds, as a test's does."""
    return [each for each in connections.all(initialized_only=True) if not each.in_atomic_block]


def close_idle_connections() -> None:
    """Have the next job connect anew."""
    for idle in idle_connections():
        idle.close()


def database_answers() -> bool:
    """Whether the database can be asked anything."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True
