"""Print who may do what, as a table for people."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from staff.roles import MATRIX, Role

YES, NO = "●", "·"


class Command(BaseCommand):
    help = "Печатает, какая роль что может."

    def add_arguments(self, parser: CommandParser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        with translation.override(language):
            self.stdout.write("\n".join(table()))


def table() -> list[str]:
    """The matrix in the language being spoken, one line of text a line."""
    first = max(len(str(line.label)) for line in MATRIX)
    roles = [(role.value, str(role.label)) for role in Role]
    heading = _("право")
    lines = [
        f"{heading:<{first}}  " + "  ".join(label for _role, label in roles),
    ]
    for line in MATRIX:
        marks = (f"{YES if line.is_held_by(role) else NO:^{len(label)}}" for role, label in roles)
        lines.append(f"{line.label!s:<{first}}  " + "  ".join(marks).rstrip())
    return lines
