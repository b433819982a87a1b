"""What `manage.py check --database default` says of the outlet, and `migrate` after it."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from newsroom.website.models import Outlet


@register(Tags.database)
def imprint_is_filled(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warns while what the law wants named is empty (domain 4.1, 3); before the first setting up there is none."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        try:
            if Outlet._meta.db_table not in connections[alias].introspection.table_names():
                continue
            outlet = Outlet.objects.using(alias).first()
        except DatabaseError:  # its tables are older than this code: migrate will tell
            continue
        if outlet is not None and outlet.missing:
            empty = ", ".join(str(name) for name in outlet.missing)
            hint = _("Заполните на рабочем месте: Издание → Выходные данные.")
            found.append(
                Warning(_("В выходных данных нет: %(empty)s.") % {"empty": empty}, hint=hint, id="website.W001")
            )
    return found
