"""Settings that concern several processes: the SQLite file and the secret key."""

import stat
import threading
from pathlib import Path

import pytest
from django.conf import settings

from newsroom import secret_key
from tests.newsroom.installation import Installation, manage


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    return Installation(tmp_path, monkeypatch)


class TestTheSqliteFile:
    def test_it_is_for_its_owner_only_whichever_command_makes_it(self, tmp_path: Path) -> None:
        done = manage(tmp_path, "shell", "-v0", "-c", WRITE_AND_LOOK)
        assert done.returncode == 0, done.stderr
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("newsroom.sqlite3*")}
        assert modes == {"newsroom.sqlite3": 0o600}
        assert done.stdout.split() == ["0o600", "0o600", "0o600"]


# The journals exist only while a connection is open.
WRITE_AND_LOOK = """
from pathlib import Path
from django.conf import settings
from django.db import connection
connection.cursor().execute("CREATE TABLE t (n)")
for path in sorted(settings.VAR_DIR.glob("newsroom.sqlite3*")):
    print(oct(path.stat().st_mode & 0o777))
"""


class TestTheSecretKey:
    def test_it_is_made_once_for_its_owner_only(self, installation: Installation) -> None:
        key = installation.read()["SECRET_KEY"]
        path = installation.folder / "var" / "secret-key"
        assert len(key) >= secret_key.MIN_KEY_LENGTH
        assert installation.read()["SECRET_KEY"] == key
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert list(path.parent.iterdir()) == [path]

    def test_it_has_the_length_that_the_readme_asks_for(self) -> None:
        readme = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
        assert f"`SECRET_KEY` | at least {secret_key.MIN_KEY_LENGTH} characters" in readme

    def test_it_is_one_for_all_who_start_at_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("SECRET_KEY", raising=False)
        keys: list[str] = []
        barrier = threading.Barrier(8)

        def start() -> None:
            barrier.wait()
            keys.append(secret_key.read_secret_key("SECRET_KEY", var_dir=tmp_path))

        threads = [threading.Thread(target=start) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(keys) == 8
        assert len(set(keys)) == 1

    def test_it_is_made_anew_after_a_full_disk_left_it_empty(self, installation: Installation) -> None:
        (installation.folder / "var").mkdir()
        (installation.folder / "var" / "secret-key").touch()
        assert len(installation.read()["SECRET_KEY"]) >= secret_key.MIN_KEY_LENGTH

    def test_it_is_refused_when_it_cannot_be_read(
        self, installation: Installation, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (installation.folder / "var" / "secret-key").mkdir(parents=True)
        with pytest.raises(SystemExit):
            installation.read()
        assert "secret-key" in capsys.readouterr().err
