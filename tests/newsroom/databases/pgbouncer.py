"""A pgbouncer in transaction mode in front of the PostgreSQL of the tests."""

import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.db import connection

from tests.databases import another_user
from tests.newsroom.running import free_port, wait_for

PROGRAM = shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer")
POOL_SIZE = 4


class Pgbouncer:
    """A pgbouncer that can be stopped and started again at the same address."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="nr-pgbouncer-", dir="/tmp"))
        self.process: subprocess.Popen[bytes] | None = None
        parameters = connection.settings_dict
        (self.folder / "users").write_text(f'"{parameters["USER"]}" ""\n')
        (self.folder / "ini").write_text(
            f"""[databases]
* = host={parameters["HOST"]} user={parameters["USER"]}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {self.port}
unix_socket_dir =
auth_type = trust
auth_file = {self.folder}/users
pool_mode = transaction
default_pool_size = {POOL_SIZE}
max_client_conn = 200
server_round_robin = 1
"""
        )
        self.user = another_user()
        if self.user:
            for path in (self.folder, *self.folder.iterdir()):
                shutil.chown(path, self.user)

    @property
    def address(self) -> str:
        """The value of DATABASE_URL."""
        parameters = connection.settings_dict
        return f"postgres://{parameters['USER']}@127.0.0.1:{self.port}/{parameters['NAME']}?pgbouncer=1"

    def start(self) -> None:
        """Start it, under another user where we are root, which it refuses."""
        options: dict[str, Any] = {}
        if self.user:
            options = {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []}
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            [str(PROGRAM), str(self.folder / "ini")], cwd="/", stdout=log, stderr=subprocess.STDOUT, **options
        )
        wait_for(lambda: b"process up" in (self.folder / "log").read_bytes(), "pgbouncer")

    def stop(self) -> None:
        """Cut all connections and end it."""
        if self.process:
            self.process.kill()
            self.process.wait(timeout=20)
            (self.folder / "log").write_bytes(b"")

    def remove(self) -> None:
        """Leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
