"""Starts the newsroom as people do, in a copy of the work tree, and looks at its processes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

PATIENCE_SECONDS = 60
KEPT_VARIABLES = ("PATH", "HOME", "LANG")


def free_port() -> int:
    """Return a port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], object], what: str) -> None:
    """Wait until it is true; fail with `what` if it never is."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until, what
        time.sleep(0.05)


def copy_work_tree(folder: Path) -> Path:
    """Copy what git would commit, with a .venv that is the environment of the tests."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        source = settings.BASE_DIR / name
        if source.is_file() and not name.startswith(("tests/", "docs/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    venv = folder / ".venv"
    venv.mkdir()
    for name in ("bin", "lib", "lib64", "include", "pyvenv.cfg"):
        if (Path(sys.prefix) / name).exists():
            (venv / name).symlink_to(Path(sys.prefix) / name)
    (venv / stamp()).touch()
    return folder


def stamp() -> str:
    """Return the name of the file that the Makefile writes into a finished environment."""
    return f"installed-{sys.implementation.cache_tag}-{'.'.join(map(str, sys.version_info[:3]))}"


def environment(var_dir: Path, **values: str) -> dict[str, str]:
    """The variables of a newsroom in the folder, those of the tests left out."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {**kept, "VAR_DIR": str(var_dir), "DATABASE_URL": f"sqlite:///{var_dir}/newsroom.sqlite3", **values}


def manage(folder: Path, *arguments: str, **values: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py` in the folder to its end; `values` are its whole environment."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=folder, env=values, capture_output=True, text=True, check=False
    )


class Running:
    """A command in a session of its own, as in a terminal of its own."""

    def __init__(
        self,
        command: list[str],
        *,
        folder: Path,
        log: Path,
        environment: dict[str, str],
        pass_fds: tuple[int, ...] = (),
    ) -> None:
        self.log = log
        self.port = int(environment.get("PORT", "0"))
        with log.open("a") as output:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=pass_fds,
            )

    def said(self) -> str:
        """Return all that its processes have printed."""
        return self.log.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        """Wait for the addresses and the first answer."""
        wait_for(lambda: "Остановить: Ctrl+C" in self.said() or self.process.poll() is not None, "the addresses")
        wait_for(lambda: self.status("/health/live") == 200, f"an answer: {self.said()}")

    def get(self, path: str, method: str = "GET") -> tuple[int, str]:
        """Return status and body of an answer; status 0 if there is none."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 (our own server)
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, ""
        except OSError:
            return 0, ""

    def status(self, path: str) -> int:
        """Return the status of an answer; 0 if there is none."""
        return self.get(path)[0]

    def pids(self, word: str = "") -> list[int]:
        """Return the running processes below this one whose command has the word, parents first."""
        return [pid for pid, line in family(self.process.pid).items() if word in line]

    def press_ctrl_c(self) -> int:
        """Send SIGINT to the process group, as a terminal does; return the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=PATIENCE_SECONDS)

    def kill(self) -> None:
        """End it and all its processes at once."""
        for pid in [*self.pids(), self.process.pid]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=PATIENCE_SECONDS)


def family(pid: int) -> dict[int, str]:
    """The living processes below this one, with their commands."""
    found: dict[int, str] = {}
    for child in children(pid):
        if line := command_line(child):
            found[child] = line
            found |= family(child)
    return found


def children(pid: int) -> list[int]:
    """The processes that it has started."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def command_line(pid: int) -> str:
    """Its command; empty for a process that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
    except OSError:
        return ""
