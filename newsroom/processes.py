"""Processes that start together and end together. Standard library only."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
PATIENCE_SECONDS = 20
# A process that ended sooner than this after its start did not do its work at all.
SHORT_LIFE_SECONDS = 3
SHORT_LIVES = 5


def end_with_parent() -> None:
    """Have the kernel end this process with SIGTERM when its parent dies, by kill -9 too. Does nothing but on Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One of the processes, started again whenever it ends by itself."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    short_lives: int = 0

    def start(self) -> None:
        """Start it in a session of its own: Ctrl+C then reaches the parent only, which ends everything in order."""
        parent = os.getpid()

        def bind_to_parent() -> None:
            end_with_parent()
            if os.getppid() != parent:
                os._exit(1)

        # Between fork and exec of a process with one thread, so that the function is safe.
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=bind_to_parent)
        self.started_at = time.monotonic()

    def has_ended(self) -> bool:
        """Whether it is gone; remembers how often it died young."""
        if self.process is None or self.process.poll() is None:
            return False
        young = time.monotonic() - self.started_at < SHORT_LIFE_SECONDS
        self.short_lives = self.short_lives + 1 if young else 0
        return True

    def end(self, *, by: float) -> None:
        """Wait for it until the moment `by`, then kill it."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.0, by - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Supervisor:
    """Keeps the children alive until it is told to stop; then all of them end, in order."""

    children: Sequence[Child]
    tell: Callable[[str], None]
    stopping: bool = field(default=False, init=False)

    def run(self, *, when_started: Callable[[], bool]) -> int:
        """Answer the exit code: 0 when told to stop, 1 when a child cannot be kept alive.

        `when_started` is called again and again until it says that it has done its work.
        """
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        announced = False
        try:
            for child in self.children:
                child.start()
            while not self.stopping:
                if not self._keep_alive():
                    return 1
                announced = announced or when_started()
                time.sleep(0.1)
        finally:
            self._end_all()
        return 0

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def _keep_alive(self) -> bool:
        for child in self.children:
            if child.has_ended() and not self.stopping:
                if child.short_lives >= SHORT_LIVES:
                    self.tell(f"{child.name}: не запускается, останавливаюсь.")
                    return False
                self.tell(f"{child.name}: процесс завершился, запускаю снова.")
                child.start()
        return True

    def _end_all(self) -> None:
        by = time.monotonic() + PATIENCE_SECONDS
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        for child in self.children:
            child.end(by=by)
