from itertools import pairwise
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from newsroom.worker import heartbeat, loop
from newsroom.worker.jobs import Job
from newsroom.worker.loop import LONGEST_PAUSE_SECONDS, Worker


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def recording(done: list[str], *rows: tuple[str, float]) -> list[Job]:
    return [Job(name, lambda name=name: done.append(name), every) for name, every in rows]


def raising(error: Exception) -> None:
    raise error


# With a database, so that a connection another test left open is not looked at from outside of it.
@pytest.mark.django_db
class TestTheLoop:
    def test_it_runs_each_job_in_its_own_time(self, tmp_path: Path) -> None:
        done: list[str] = []
        clock = Clock()
        worker = Worker(recording(done, ("often", 1), ("seldom", 60)), var_dir=tmp_path, now=clock)
        worker.tick()
        clock.seconds += 1
        worker.tick()
        clock.seconds += 0.5
        worker.tick()
        assert done == ["often", "seldom", "often"]
        clock.seconds += 60
        worker.tick()
        assert done[3:] == ["often", "seldom"]

    def test_it_stops_between_two_jobs(self, tmp_path: Path) -> None:
        done: list[str] = []
        worker = Worker([], var_dir=tmp_path)
        worker.jobs = [Job("stop", worker.stop, 1), *recording(done, ("never", 1))]
        worker.due_at = {"stop": 0, "never": 0}
        worker.run()
        assert done == []

    def test_it_beats_after_each_job(self, tmp_path: Path) -> None:
        signs: list[bool] = []

        def look() -> None:
            signs.append((tmp_path / heartbeat.NAME).exists())
            (tmp_path / heartbeat.NAME).unlink()

        Worker([Job("look", look, 1), Job("look again", look, 1)], var_dir=tmp_path).tick()
        assert signs == [True, True]
        assert (tmp_path / heartbeat.NAME).exists()

    def test_it_works_on_where_the_disk_is_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(heartbeat, "beat", lambda var_dir: raising(OSError("No space left on device")))
        done: list[str] = []
        Worker(recording(done, ("job", 1)), var_dir=tmp_path).tick()
        assert done == ["job"]
        assert "No space left" in caplog.text

    @pytest.mark.django_db(transaction=True)
    def test_it_opens_a_connection_that_was_closed(self, tmp_path: Path) -> None:
        counts: list[int] = []

        def count() -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
                counts.append(cursor.fetchone()[0])

        def lose_connection() -> None:
            connection.ensure_connection()
            connection.connection.close()
            count()

        worker = Worker([Job("lose", lose_connection, 1), Job("count", count, 1)], var_dir=tmp_path)
        worker.tick()
        assert counts == [1]


@pytest.mark.django_db
class TestFailures:
    def test_it_goes_on_with_the_other_jobs(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        done: list[str] = []
        broken = Job("broken", lambda: raising(RuntimeError("no such host")), 1)
        Worker([broken, *recording(done, ("whole", 1))], var_dir=tmp_path).tick()
        assert done == ["whole"]
        assert "broken: failed 1 times, next attempt in 1 s: RuntimeError: no such host" in caplog.text

    def test_it_tries_again_after_growing_pauses(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        clock = Clock()
        attempts: list[float] = []

        def fail() -> None:
            attempts.append(clock.seconds)
            raise RuntimeError("broken")

        worker = Worker([Job("broken", fail, 1)], var_dir=tmp_path, now=clock)
        for _ in range(400):
            worker.tick()
            clock.seconds += 1
        pauses = [later - earlier for earlier, later in pairwise(attempts)]
        assert pauses[:7] == [1, 2, 4, 8, 16, 32, 60]
        assert max(pauses) == LONGEST_PAUSE_SECONDS
        assert caplog.text.count("Traceback") == 1

    def test_it_forgets_failures_after_a_success(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        clock = Clock()
        errors: list[Exception | None] = [RuntimeError("a"), RuntimeError("b"), None, RuntimeError("c")]

        def run() -> None:
            if error := errors.pop(0):
                raise error

        worker = Worker([Job("job", run, 1)], var_dir=tmp_path, now=clock)
        while errors:
            worker.tick()
            clock.seconds += 1
        assert "failed 2 times" in caplog.text
        assert "failed 1 times, next attempt in 1 s: RuntimeError: c" in caplog.text

    def test_all_jobs_wait_while_the_database_is_away(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        clock = Clock()
        done: list[str] = []
        away = [True]
        monkeypatch.setattr(loop, "database_answers", lambda: not away[0])

        def query() -> None:
            if away[0]:
                raise OperationalError("connection refused\nIs the server running?")
            done.append("query")

        worker = Worker([Job("query", query, 1), *recording(done, ("other", 1))], var_dir=tmp_path, now=clock)
        for _ in range(120):
            worker.tick()
            clock.seconds += 1
        assert done == []
        assert len(caplog.messages) == 7
        assert "Traceback" not in caplog.text
        assert caplog.messages[0] == (
            "query: the database does not answer, next attempt in 1 s: OperationalError: connection refused"
        )
        assert (tmp_path / heartbeat.NAME).exists()

        away[0] = False
        clock.seconds += LONGEST_PAUSE_SECONDS
        worker.tick()
        assert done == ["query", "other"]
