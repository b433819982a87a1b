import os
import signal
import sys
import time
from pathlib import Path

import pytest

from newsroom import processes
from newsroom.processes import Child, Supervisor

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


@pytest.fixture(autouse=True)
def _own_signals() -> object:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class TestTheSupervisor:
    def test_it_starts_again_what_was_killed(self) -> None:
        child = Child("Спящий", SLEEPER)
        told: list[str] = []
        supervisor = Supervisor([child], tell=told.append)
        pids: list[int] = []

        def act() -> bool:
            assert child.process is not None
            if child.process.pid not in pids:
                pids.append(child.process.pid)
                os.kill(
                    child.process.pid if len(pids) == 1 else os.getpid(),
                    signal.SIGKILL if len(pids) == 1 else signal.SIGTERM,
                )
            return False

        assert supervisor.run(when_started=act) == 0
        assert told == ["Спящий: процесс завершился, запускаю снова."]
        assert len(pids) == 2
        assert not any(is_running(pid) for pid in pids)

    def test_it_gives_up_what_never_lives(self) -> None:
        told: list[str] = []
        neighbour = Child("Спящий", SLEEPER)
        broken = Child("Сломанный", [sys.executable, "-S", "-c", "raise SystemExit(3)"])
        supervisor = Supervisor([neighbour, broken], tell=told.append)
        assert supervisor.run(when_started=lambda: True) == 1
        assert told[-1] == "Сломанный: не запускается, останавливаюсь."
        assert len(told) == processes.SHORT_LIVES
        assert neighbour.process is not None
        assert neighbour.process.poll() is not None

    def test_it_kills_what_does_not_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(processes, "PATIENCE_SECONDS", 0.2)
        child = Child("Упрямый", STUBBORN)
        supervisor = Supervisor([child], tell=lambda line: None)
        began = time.monotonic()
        assert supervisor.run(when_started=lambda: bool(os.kill(os.getpid(), signal.SIGINT)) or True) == 0
        assert child.process is not None
        assert child.process.returncode in (-signal.SIGKILL, -signal.SIGTERM)
        assert time.monotonic() - began < 10

    def test_it_announces_once(self) -> None:
        answers = iter([False, False, True])
        supervisor = Supervisor([Child("Спящий", SLEEPER)], tell=lambda line: None)

        def announce() -> bool:
            answer = next(answers)
            if answer:
                os.kill(os.getpid(), signal.SIGHUP)
            return answer

        assert supervisor.run(when_started=announce) == 0
        assert list(answers) == []
