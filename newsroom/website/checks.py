"""System checks of the outlet, run by `manage.py check --database default` and by `migrate`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from newsroom.website.models import Outlet


@register(Tags.database)
def imprint_is_filled(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn about empty fields of the imprint, once there is an outlet (law of 19 June 2024 № 93-VIII)."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        try:
            if Outlet._meta.db_table not in connections[alias].introspection.table_names():
                continue
            outlet = Outlet.objects.using(alias).first()
        except DatabaseError:  # the tables are older than the code; `migrate` reports that.
            continue
        if outlet is not None and outlet.missing:
            empty = ", ".join(str(name) for name in outlet.missing)
            hint = _("Заполните на рабочем месте: Издание → Выходные данные.")
            found.append(
                Warning(_("В выходных данных нет: %(empty)s.") % {"empty": empty}, hint=hint, id="website.W001")
            )
    return found
