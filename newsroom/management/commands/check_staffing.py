"""Tells whether every writer has a second reader, and what stops while somebody is away."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from newsroom.dashboard import staffing


class Command(BaseCommand):
    """Ends with 1 where somebody's articles cannot be read or published; absences only warn."""

    help = "Checks that no writer of this newsroom is left without a second reader."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            stuck, missed = staffing.warnings(), staffing.absences()
            for line in [*stuck, *missed]:
                self.stdout.write(line)
            if not stuck:
                self.stdout.write(_("У каждого пишущего есть второй читатель."))
        if stuck:
            raise SystemExit(1)
