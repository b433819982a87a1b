"""Makes the demo newsroom."""

import os
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.models import Article
from newsroom.demo import making, people, telling
from staff.models import User
from staff.roles import Role

SETTLED = timedelta(days=30)
"""So long before the demo is made everybody has an account, and sections, tags and outlet stand."""


class Command(BaseCommand):
    """`make_demo` on an empty newsroom."""

    help = "Makes the demo newsroom: people of every role, sections, pieces in every state."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where pieces are")

    def handle(self, *args: Any, **options: Any) -> None:
        if Article.objects.exists() or User.objects.filter(is_robot=False).exists():
            if not options["if_empty"]:
                raise CommandError("В этой редакции уже работают: демонстрация не нужна.")
        else:
            self._make()

    def _make(self) -> None:
        now = timezone.localtime().replace(second=0, microsecond=0)
        with telling.clock_at(now - SETTLED):
            passwords = making.make_users(os.environ.get("DEMO_PASSWORD", ""))
            making.make_standing(User.objects.get(username="head"))
        telling.tell(now)
        # `serve` prints it at every start, below the addresses of that start.
        path = settings.VAR_DIR / "demo-people.txt"
        path.touch(mode=0o600)
        path.write_text(_people(passwords), encoding="utf-8")
        self.stdout.write(_people(passwords))


def _people(passwords: dict[str, str]) -> str:
    """Each person with role and password."""
    lines = [f"  {'логин':<18}{'пароль':<16}роли"]
    for row in people.USERS:
        held = ", ".join(str(Role(role).label) for role in row.roles)
        lines.append(f"  {row.username:<18}{passwords[row.username]:<16}{held} — {row.name}")
    return "\n".join([*lines, ""])
