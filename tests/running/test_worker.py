from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from newsroom import heartbeat, jobs
from newsroom.jobs import JOBS, Job
from newsroom.working import Worker


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def recording(done: list[str], *rows: tuple[str, float]) -> list[Job]:
    return [Job(name, lambda name=name: done.append(name), every) for name, every in rows]


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

    def test_it_goes_on_after_a_failure(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        done: list[str] = []

        def fail() -> None:
            raise RuntimeError("no such host")

        worker = Worker([Job("broken", fail, 1), *recording(done, ("whole", 1))], var_dir=tmp_path)
        worker.tick()
        assert done == ["whole"]
        assert "broken: failed" in caplog.text
        assert "no such host" in caplog.text

    def test_it_stops_between_two_jobs(self, tmp_path: Path) -> None:
        done: list[str] = []
        worker = Worker([], var_dir=tmp_path)
        worker.jobs = [Job("stop", worker.stop, 1), *recording(done, ("never", 1))]
        worker.due_at = {"stop": 0, "never": 0}
        worker.run()
        assert done == []

    def test_it_gives_a_sign_of_life_after_each_job(self, tmp_path: Path) -> None:
        signs: list[bool] = []
        look = Job("look", lambda: signs.append((tmp_path / heartbeat.NAME).exists()), 1)
        Worker([look, look._replace(name="look again")], var_dir=tmp_path).tick()
        assert signs == [False, True]

    def test_it_works_on_where_the_disk_is_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def refuse(var_dir: Path) -> None:
            raise OSError("No space left on device")

        monkeypatch.setattr(heartbeat, "beat", refuse)
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


class TestTheJobs:
    def test_it_publishes_soon_enough(self) -> None:
        assert JOBS[0].run is jobs.publish_due
        assert JOBS[0].every_seconds <= 5

    def test_it_names_each_job_once(self) -> None:
        assert len({job.name for job in JOBS}) == len(JOBS)

    @pytest.mark.django_db
    def test_it_runs_them_once_on_an_empty_newsroom(self, caplog: pytest.LogCaptureFixture) -> None:
        (settings.VAR_DIR / heartbeat.NAME).unlink(missing_ok=True)
        call_command("worker", "--once")
        assert "failed" not in caplog.text
        assert (settings.VAR_DIR / heartbeat.NAME).exists()
