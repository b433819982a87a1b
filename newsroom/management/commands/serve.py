"""Starts the application server, without the worker."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections, transaction

from newsroom.database_faults import database_fault
from newsroom.management.ports import bind_address, has_inherited_socket, require_free_port
from newsroom.page_cache.models import SiteVersion
from newsroom.page_cache.switch import take_release


class Command(BaseCommand):
    """Becomes gunicorn: SIGTERM ends it, SIGHUP loads new code without a pause.

    A listening socket of systemd passes through to gunicorn, and then BIND and PORT are not used. Connections wait in
    that socket while one server ends and the next one starts.
    """

    help = "Runs the application server. Ctrl+C or SIGTERM ends it, SIGHUP loads new code."

    def handle(self, *args: Any, **options: Any) -> None:
        if not has_inherited_socket():
            require_free_port(settings.BIND, settings.PORT)
        take_release()
        try:
            with transaction.atomic():
                SiteVersion.bump()
        except DatabaseError as error:
            reason = str(error).strip().partition("\n")[0]
            if not database_fault(error):
                raise CommandError(
                    f"База данных не готова: manage.py setup / the database is not ready: {reason}"
                ) from error
            # The server answers 503 until the database is back. Without a server, readers would wait in the socket.
            self.stderr.write(f"База данных не отвечает / the database does not answer: {reason}")
        connections.close_all()
        if settings.METRICS:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_empty_folder())
        # deploy/gunicorn.conf.py prints it.
        os.environ["SITE_URL"] = settings.SITE_URL
        sys.stdout.flush()
        os.chdir(settings.BASE_DIR)
        os.execv(
            sys.executable,
            [
                *(sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"),
                *("--bind", bind_address(settings.BIND, settings.PORT)),
                *("--workers", str(settings.WEB_WORKERS)),
                "newsroom.wsgi",
            ],
        )


def _empty_folder() -> Path:
    """Make the folder where the processes of the server add up their metrics, without those of a former server.

    systemd names a folder in memory: the files are mapped into memory, and a full disk would end a process.
    """
    folder = Path(os.environ.get("RUNTIME_DIRECTORY") or settings.VAR_DIR) / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir()
    except OSError as error:
        raise CommandError(f"{folder}: папку создать нельзя / the folder cannot be made: {error.strerror}") from error
    return folder
