"""The whole newsroom in one command: application server and background worker."""

import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections, transaction

from newsroom.launch.preconditions import Refusal, demand_free_port
from newsroom.page_cache.models import SiteVersion
from newsroom.processes import Child, Supervisor


class Command(BaseCommand):
    """Serves on the loopback address until Ctrl+C or SIGTERM; starts again whatever dies."""

    help = "Runs the application server and the background worker together."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="prepare first, in the same process")
        parser.add_argument("--demo", action="store_true", help="prepare with a demo newsroom")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["prepare"]:
            call_command("prepare", demo=options["demo"], stdout=self.stdout)
        try:
            demand_free_port(settings.PORT)
            with transaction.atomic():
                SiteVersion.bump()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except DatabaseError as error:
            raise CommandError(f"База данных не отвечает или не готова (manage.py prepare): {error}") from error
        connections.close_all()
        supervisor = Supervisor(
            children=[
                Child("Сервер", server_command()),
                Child("Фоновая работа", [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]),
            ],
            tell=self.stderr.write,
        )
        code = supervisor.run(when_started=self._announce)
        if code:
            raise SystemExit(code)

    def _announce(self) -> bool:
        """Print the addresses once the server listens."""
        try:
            socket.create_connection(("127.0.0.1", settings.PORT), timeout=0.2).close()
        except OSError:
            return False
        self.stdout.write(page())
        self.stdout.flush()
        return True


def server_command() -> list[str]:
    """gunicorn, by the interpreter that runs now."""
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:newsroom.gunicorn"]
    return [*gunicorn, "--chdir", str(settings.BASE_DIR), "newsroom.wsgi"]


def page() -> str:
    """The addresses, and of a demo newsroom its people."""
    people = settings.VAR_DIR / "demo-people.txt"
    lines = [
        "",
        f"  Сайт         {settings.SITE_URL}/",
        f"  Қазақша      {settings.SITE_URL}/kk/",
        f"  Редакция     {settings.SITE_URL}/admin/",
    ]
    if people.is_file():
        lines += ["", people.read_text(encoding="utf-8").strip("\n")]
    return "\n".join([*lines, "", "  Остановить: Ctrl+C", ""])
