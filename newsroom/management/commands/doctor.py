"""Examine an installation."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from newsroom.doctor.examination import examine


class Command(BaseCommand):
    """Print a line for each check: `ok`, or what is wrong and what to do. The exit code is 1 if anything is wrong."""

    help = "Checks this installation and says what to do."
    # They are among the checks, and would end the command before the others.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        is_sound = True
        for name, sentence in examine():
            if sentence:
                is_sound = False
            self.stdout.write(f"{name}: {sentence or 'ok'}")
            self.stdout.flush()
        if not is_sound:
            sys.exit(1)
