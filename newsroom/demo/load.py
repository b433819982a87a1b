"""Loads the demo newsroom into an empty database."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from newsroom.demo import base, people, replay
from staff.models import Role, User

AGE = timedelta(days=30)
"""The accounts, sections, tags and the outlet are dated this long before the moment of loading."""


def is_empty() -> bool:
    """Return whether nobody has an account and nothing is written."""
    return not User.objects.filter(is_robot=False).exists() and not Article.objects.exists()


def passwords_file() -> Path:
    """Return the path of the file with the users and passwords of the demo."""
    path: Path = settings.VAR_DIR / "demo-people.txt"
    return path


def load(password: str = "") -> str:
    """Create the demo newsroom and return the table of its users with their passwords.

    An empty `password` means a random one for each user. The newsroom must be empty. All or nothing is saved: an
    interrupted load leaves an empty newsroom, in which the next one can begin anew.
    """
    now = timezone.localtime().replace(second=0, microsecond=0)
    with transaction.atomic():
        with replay.clock_at(now - AGE):
            passwords = base.create_users(password)
            base.create_base(User.objects.get(username="head"))
        replay.replay(now)
        table = _table(passwords)
        # Before the commit: users whose passwords nobody can read would be worse than a file without users.
        path = passwords_file()
        path.touch(mode=0o600)
        path.write_text(table, encoding="utf-8")
    return table


def _table(passwords: dict[str, str]) -> str:
    lines = [f"  {'логин':<18}{'пароль':<16}роли"]
    for row in people.USERS:
        held = ", ".join(str(Role(role).label) for role in row.roles)
        lines.append(f"  {row.username:<18}{passwords[row.username]:<16}{held} — {row.name}")
    return "\n".join([*lines, ""])
