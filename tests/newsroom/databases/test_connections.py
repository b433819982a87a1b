"""How many connections the server of the newsroom keeps, directly and through pgbouncer in transaction mode."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from articles.models import Article
from tests import factories
from tests.newsroom.backup.newsrooms import manage, run
from tests.newsroom.databases.pgbouncer import POOL_SIZE, PROGRAM, Pgbouncer
from tests.newsroom.running import Running, free_port, wait_for

READERS = 64
SEARCH = f"/search/?q={quote('вода')}"
THREADS, WORKERS = 4, 2

Environment = dict[str, str]

needs_pgbouncer = pytest.mark.skipif(PROGRAM is None, reason="there is no pgbouncer on this machine")


@pytest.fixture(autouse=True)
def on_postgresql(transactional_db: None) -> None:
    """Leave these tests out on SQLite, which has no connections to count."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server")


@pytest.fixture
def pgbouncer() -> Iterator[Pgbouncer]:
    """A running pgbouncer."""
    made = Pgbouncer()
    made.start()
    yield made
    made.remove()


@pytest.fixture
def direct(process_environment: Environment, tmp_path: Path) -> Environment:
    """The environment of a newsroom that connects to the server of the database itself."""
    values = {"VAR_DIR": str(tmp_path / "var"), "WEB_THREADS": str(THREADS), "WEB_WORKERS": str(WORKERS)}
    return {**process_environment, **values}


@pytest.fixture
def pooled(direct: Environment, pgbouncer: Pgbouncer) -> Environment:
    """The environment of a newsroom behind pgbouncer."""
    return {**direct, "DATABASE_URL": pgbouncer.address}


@contextmanager
def served(values: Environment, tmp_path: Path) -> Iterator[Running]:
    """Prepare the newsroom and start its server."""
    manage(values, "setup")
    running = Running(
        [sys.executable, "manage.py", "serve"],
        folder=settings.BASE_DIR,
        log=tmp_path / "log",
        environment={**values, "PORT": str(free_port())},
    )
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.kill()


def read_by_many(server: Running) -> set[int]:
    """Request pages that are never stored, by all readers at once, each several times; return the statuses."""
    with ThreadPoolExecutor(READERS) as readers:
        return set(readers.map(lambda number: server.status(f"{SEARCH}+{number}"), range(READERS * 3)))


def connections_of_others() -> int:
    """Return the number of connections to the test database, without that of this test."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def advisory_locks() -> int:
    """Return the number of advisory locks in the test database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        return int(cursor.fetchone()[0])


def test_many_readers_need_as_many_connections_as_threads_run_django(direct: Environment, tmp_path: Path) -> None:
    factories.published()
    with served(direct, tmp_path) as server:
        assert read_by_many(server) == {200}
        assert 0 < connections_of_others() <= THREADS * WORKERS


@needs_pgbouncer
class TestPgbouncer:
    def test_many_readers_share_its_few_connections_and_get_them_back_when_it_was_away(
        self, pooled: Environment, tmp_path: Path, pgbouncer: Pgbouncer
    ) -> None:
        article = factories.published()
        with served(pooled, tmp_path) as server:
            assert server.status(f"/articles/{article.pk}-{article.slug}/") == 200
            assert read_by_many(server) == {200}
            assert 0 < connections_of_others() <= POOL_SIZE
            pgbouncer.stop()
            assert server.status(SEARCH) == 503
            pgbouncer.start()
            wait_for(lambda: read_by_many(server) == {200}, "the database")

    def test_commands_and_transactions_work(self, pooled: Environment) -> None:
        manage(pooled, "setup")
        assert advisory_locks() == 0, "that of setup is not left behind"
        article = factories.scheduled()
        factories.make_due(article)
        manage(pooled, "shell", "-v0", "-c", "from newsroom.worker.jobs import JOBS\nfor job in JOBS: job.run()")
        article.refresh_from_db()
        assert article.state == "published"
        manage(pooled, "reindex")
        manage(pooled, "check", "--database", "default")

    def test_a_backup_asks_for_the_server_itself(
        self, pooled: Environment, direct: Environment, tmp_path: Path
    ) -> None:
        (tmp_path / "var").mkdir()
        refused = run(pooled, "backup", tmp_path / "copy.tar")
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
        assert "pgbouncer" in refused.stderr

    def test_a_restore_leaves_its_settings_to_nobody(
        self, pooled: Environment, direct: Environment, tmp_path: Path
    ) -> None:
        factories.published()
        (tmp_path / "var").mkdir()
        manage(direct, "backup", tmp_path / "copy.tar")
        manage(pooled, "restore", tmp_path / "copy.tar", "--replace")
        code = (
            "from django.db import connection as c; k = c.cursor(); k.execute('SHOW search_path'); print(k.fetchone())"
        )
        for _ in range(POOL_SIZE * 2):
            assert "public" in manage(pooled, "shell", "-v0", "-c", f"{code}; print(k.fetchone())")
        connection.close()
        assert Article.objects.count() == 1
