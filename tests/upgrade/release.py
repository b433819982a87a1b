"""Records a release: the hashes of its migrations, and a small newsroom made by it on each database.

`python -m tests.upgrade.release` writes `released_migrations.json` and `<version>/{sqlite,postgresql}.tar.gz` beside
this file. Run it once, at the commit that becomes the release. Later versions must restore and migrate these newsrooms.
"""

import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from newsroom import __version__
from tests.databases import start_postgresql

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
HASHES = FOLDER / "released_migrations.json"
MOST_BYTES = 1_000_000
APPS = ("articles", "newsroom", "staff")


def migration_files() -> list[Path]:
    """Return every migration of the project, in the order of their paths."""
    found = (path for app in APPS for path in (ROOT / app).rglob("migrations/0*.py"))
    return sorted(found)


def hashes() -> dict[str, str]:
    """Return the SHA-256 of each migration by its path from the root."""
    return {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in migration_files()
    }


def main() -> None:
    """Record the present migrations and make both newsrooms."""
    HASHES.write_text(json.dumps(hashes(), indent=1) + "\n", encoding="utf-8")
    (FOLDER / __version__).mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        var_dir = Path(folder)
        _make("sqlite", f"sqlite:///{var_dir}/newsroom.sqlite3", var_dir / "sqlite")
        _make("postgresql", _empty_database(start_postgresql()), var_dir / "postgresql")


def _empty_database(address: str) -> str:
    """Create the database that the address names and return the address."""
    parts = urlsplit(address)
    server = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{parts.path.removeprefix("/")}"')
    return address


def _make(vendor: str, address: str, var_dir: Path) -> None:
    var_dir.mkdir()
    environment = os.environ | {
        "VAR_DIR": str(var_dir),
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "ENV_FILE": os.devnull,
    }
    archive = var_dir / "newsroom.tar"
    for command in (
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        [sys.executable, "-m", "tests.upgrade.fill"],
        [sys.executable, "manage.py", "backup", str(archive)],
    ):
        subprocess.run(command, check=True, cwd=ROOT, env=environment)
    packed = gzip.compress(archive.read_bytes(), mtime=0)
    if len(packed) > MOST_BYTES:
        raise SystemExit(f"{vendor}: {len(packed)} bytes are too many for the repository.")
    (FOLDER / __version__ / f"{vendor}.tar.gz").write_bytes(packed)


if __name__ == "__main__":
    main()
