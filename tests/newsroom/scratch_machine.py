"""A folder that stands for a machine on which the guide of `docs/` is followed, without root."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from tests.newsroom.running import command_line, copy_work_tree, environment, free_port, wait_for

SYSTEMCTL = """#!{python}
# Starts and ends server and worker as systemd would, without the socket.
import os, pathlib, signal, subprocess, sys, time, urllib.request

COMMANDS = {{"newsroom-server": "serve", "newsroom-worker": "worker"}}
BEAT = pathlib.Path("{folder}/var/lib/newsroom/worker-heartbeat")


def lives(pid):
    try:
        return bool(pathlib.Path(f"/proc/{{pid}}/cmdline").read_text())
    except OSError:
        return False


def is_ready(command):
    if command == "worker":
        return BEAT.exists()
    try:
        return urllib.request.urlopen("http://127.0.0.1:{port}/health/live").status == 200
    except OSError:
        return False


def stop(file):
    if file.exists():
        os.kill(int(file.read_text()), signal.SIGTERM)
        while lives(file.read_text()):
            time.sleep(0.05)
        file.unlink()


def start(file, command):
    if file.exists():
        return
    BEAT.unlink(missing_ok=True) if command == "worker" else None
    with open("{folder}/log", "a") as log:
        process = subprocess.Popen(["newsroom", command], stdout=log, stderr=log, start_new_session=True)
    file.write_text(str(process.pid))
    while not is_ready(command):
        assert process.poll() is None, open("{folder}/log").read()
        time.sleep(0.05)


verb, *units = [word for word in sys.argv[1:] if not word.startswith("-")]
for unit in units:
    if command := COMMANDS.get(unit):
        file = pathlib.Path("{folder}/pids", unit)
        if verb in ("stop", "restart"):
            stop(file)
        if verb in ("start", "restart", "enable"):
            start(file, command)
"""


class ScratchMachine:
    """The work of an operator: two releases, the script and empty folders, with a `systemctl` for tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        for name in ("bin", "pids", "etc/newsroom", "var/lib/newsroom", "var/tmp/drill", "srv/newsroom/releases"):
            (folder / name).mkdir(parents=True)
        releases = folder / "srv" / "newsroom" / "releases"
        copy_work_tree(releases / "0.1.0")
        shutil.copytree(releases / "0.1.0", releases / "0.2.0", symlinks=True)
        shutil.copy(settings.BASE_DIR / "deploy" / "newsroom", folder / "bin")
        # The guide is followed by root, who becomes another user; the test stays who it is.
        self._program("id", "#!/bin/sh\necho 1000\n")
        self._program("systemctl", SYSTEMCTL.format(python=sys.executable, folder=folder, port=self.port))

    def _program(self, name: str, text: str) -> None:
        path = self.folder / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def run(self, block: str) -> subprocess.CompletedProcess[str]:
        """Run a block of the guide, with the folders of this machine in the places of the real ones."""
        for place in ("/srv/newsroom", "/var/lib/newsroom", "/etc/newsroom", "/var/tmp/drill"):  # noqa: S108 (the guide's)
            block = block.replace(place, f"{self.folder}{place}")
        for name, where in (("newsroom", "var/lib/newsroom"), ("drill", "var/tmp/drill")):
            real = f"postgres://newsroom:PASSWORD@localhost/{name}"
            block = block.replace(real, f"sqlite:///{self.folder}/{where}/newsroom.sqlite3")
        block = block.replace("127.0.0.1:8000", f"127.0.0.1:{self.port}")
        variables = environment(self.folder)
        for name in ("VAR_DIR", "DATABASE_URL"):
            # The guide's own file says it.
            del variables[name]
        variables |= {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "NEWSROOM_HOME": f"{self.folder}/srv/newsroom",
            "ENV_FILE": f"{self.folder}/etc/newsroom/env",
            "PORT": str(self.port),
        }
        command = ["bash", "-euo", "pipefail", "-c", block]
        return subprocess.run(
            command, cwd=self.folder, env=variables, capture_output=True, text=True, check=False, timeout=400
        )

    def current(self) -> str:
        """The name of the release in use."""
        return (self.folder / "srv" / "newsroom" / "current").resolve().name

    def end(self) -> None:
        """End what still runs."""
        for file in (self.folder / "pids").iterdir():
            pid = int(file.read_text())
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGTERM)
            wait_for(lambda pid=pid: not command_line(pid), "the end")  # type: ignore[misc]
