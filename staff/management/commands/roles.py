"""Print the permission matrix as a table."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from staff.models import Role
from staff.permissions import PERMISSION_MATRIX

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
    """Return the lines of the table in the active language."""
    first = max(len(str(row.label)) for row in PERMISSION_MATRIX)
    roles = [(role.value, str(role.label)) for role in Role]
    heading = _("право")
    lines = [
        f"{heading:<{first}}  " + "  ".join(label for _role, label in roles),
    ]
    for row in PERMISSION_MATRIX:
        marks = (f"{YES if row.includes(role) else NO:^{len(label)}}" for role, label in roles)
        lines.append(f"{row.label!s:<{first}}  " + "  ".join(marks).rstrip())
    return lines
