"""Metrics and log lines of a server with several processes."""

import json
import os
import re
import signal
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import copy_prepared
from tests.newsroom.running import Running, copy_work_tree, environment, free_port, wait_for

ASKED = 60


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Running]:
    """A server of three processes whose robots.txt is broken, with metrics and JSON lines turned on."""
    folder = tmp_path_factory.mktemp("monitoring")
    checkout = copy_work_tree(folder / "checkout")
    runtime = folder / "run"
    runtime.mkdir()
    values = environment(
        folder / "var",
        PORT=str(free_port()),
        WEB_WORKERS="3",
        METRICS="1",
        LOG_FORMAT="json",
        RUNTIME_DIRECTORY=str(runtime),
    )
    copy_prepared(prepared, folder / "var")
    view = checkout / "newsroom" / "website" / "views" / "robots.py"
    view.write_text(
        view.read_text().replace("    lines = ", '    raise RuntimeError(f"сломано\\nдважды")\n    lines = ')
    )
    running = Running([sys.executable, "manage.py", "serve"], folder=checkout, log=folder / "log", environment=values)
    try:
        wait_for(lambda: running.status("/health/live") == 200, "an answer")
        yield running
    finally:
        running.kill()


def metrics(running: Running) -> dict[str, float]:
    status, text = running.get("/metrics")
    assert status == 200
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _space, value in lines}


def counted(running: Running) -> float:
    return metrics(running).get('newsroom_requests_total{method="GET",side="public",status="200"}', 0)


class TestMetrics:
    def test_the_processes_add_up(self, watched: Running) -> None:
        before = counted(watched)
        assert [watched.status("/search/") for _ in range(ASKED)] == [200] * ASKED
        # Each process would know its own third only; and the number is the same whoever is asked.
        assert {counted(watched) for _ in range(10)} == {before + ASKED}

    def test_they_count_on_when_a_process_is_replaced(self, watched: Running) -> None:
        assert watched.status("/search/") == 200
        before = counted(watched)
        process = watched.pids("-m gunicorn")[-1]
        os.kill(process, signal.SIGKILL)
        wait_for(lambda: len(set(watched.pids("-m gunicorn")) - {process}) == 3, "another process")
        wait_for(lambda: watched.status("/search/") == 200, "an answer")
        assert counted(watched) > before

    def test_a_failure_counts_as_one(self, watched: Running) -> None:
        assert watched.status("/robots.txt") == 500
        assert metrics(watched)['newsroom_requests_total{method="GET",side="public",status="500"}'] >= 1

    def test_the_state_of_the_installation(self, watched: Running) -> None:
        found = metrics(watched)
        assert found['newsroom_check{check="database"}'] == 1
        # There is no worker here.
        assert found['newsroom_check{check="worker"}'] == 0
        assert found["newsroom_disk_free_bytes"] > 0
        assert found["newsroom_site_version"] >= 1
        assert "newsroom_backup_age_seconds" not in found
        assert found['newsroom_request_seconds_count{side="public"}'] >= 1

    def test_methods_that_clients_invent_are_one(self, watched: Running) -> None:
        for method in ("BREW", "WHEN"):
            watched.get("/feed/", method)
        names = [name for name in metrics(watched) if "BREW" in name or "WHEN" in name or 'method="other"' in name]
        assert len(names) == 1


def test_every_log_line_is_an_object_with_the_id_of_its_request(watched: Running) -> None:
    before = len(watched.said())
    name = "0123456789abcdef-of-the-proxy"
    request = urllib.request.Request(f"http://127.0.0.1:{watched.port}/robots.txt?q=a-word-that-somebody-typed")
    request.add_header("X-Request-ID", name)
    with pytest.raises(urllib.error.HTTPError) as failure:
        urllib.request.urlopen(request, timeout=20)  # noqa: S310 (our own server)
    assert failure.value.headers["X-Request-ID"] == name
    lines = [json.loads(line) for line in watched.said()[before:].splitlines()]
    assert [(line["request_id"], line["level"], line["logger"]) for line in lines] == [
        (name, "ERROR", "django.request")
    ]
    assert "сломано\nдважды" in lines[0]["traceback"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}", lines[0]["time"])
    assert "a-word-that-somebody-typed" not in str(lines)


def test_the_lines_of_gunicorn_are_objects_too(watched: Running) -> None:
    """Among them that of the process that a test above has killed."""
    os.kill(watched.pids("-m gunicorn")[-1], signal.SIGKILL)
    wait_for(lambda: '"gunicorn.error"' in watched.said(), "a line of gunicorn")
    assert all(isinstance(json.loads(line), dict) for line in watched.said().splitlines())
