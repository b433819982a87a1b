"""Print the configuration that is in force."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from dotenv import dotenv_values

from newsroom import env

SECRETS = ("DEMO_PASSWORD", "SECRET_KEY")


class Command(BaseCommand):
    """Write one line for each variable, as in `.env`, with its origin; secrets are hidden."""

    help = "Prints the value of each variable that an installation may set, and where it comes from."

    def handle(self, *args: Any, **options: Any) -> None:
        in_file = dotenv_values(settings.ENV_FILE)
        for name in env.VARIABLES:
            given = os.environ.get(name, "").strip()
            if not given:
                origin = "по умолчанию / default"
            else:
                origin = settings.ENV_FILE.name if given == (in_file.get(name) or "").strip() else "среда / environment"
            self.stdout.write(f"{name}={value_of(name, given)}  # {origin}")


def value_of(name: str, given: str) -> str:
    """Return the value in force as text, without a password or a key."""
    if name in SECRETS:
        return "…" if given or name == "SECRET_KEY" else ""
    if name == "DATABASE_URL":
        return env.without_password(given) or f"sqlite:///{settings.DATABASES['default']['NAME']}"
    if name == "DATABASE_REPLICA_URL":
        return env.without_password(given)
    if name in ("EMAIL_URL", "MEDIA_STORAGE"):
        return env.without_password(given) or "file:"
    if name == "SENTRY_DSN":
        return env.without_password(given)
    value = getattr(settings, name)
    return ",".join(value) if isinstance(value, list) else str(value)
