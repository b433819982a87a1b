"""The action that saves a fact box: words that have changed become its next version."""

from datetime import date

from django.contrib.auth.models import PermissionsMixin
from django.db import transaction

from newsroom.body.models import FactBox, FactBoxVersion
from newsroom.exceptions import NotPermitted
from newsroom.utils.html import clean
from newsroom.utils.text import clean_line


def save_fact_box(box: FactBox, *, title: str, body: str, checked_on: date, by: PermissionsMixin) -> FactBoxVersion:
    """Store title, text and day of the check as the next version, unless all are those of the current one.

    Articles go on showing the version that they name. Raises NotPermitted, and EditConflict if somebody else has saved
    the box since.
    """
    if not by.has_perm("body.add_factbox" if box._state.adding else "body.change_factbox"):
        raise NotPermitted
    words = {"title": clean_line(title), "body": clean(body), "checked_on": checked_on}
    with transaction.atomic():
        box.bump_version()
        if box._state.adding:
            box.save(force_insert=True)
        current = box.current
        if current is not None and all(getattr(current, name) == value for name, value in words.items()):
            return current
        number = current.number + 1 if current else 1
        box.current = FactBoxVersion.objects.create(fact_box=box, number=number, written_by_id=by.pk, **words)
        box.save(update_fields=["language", "current"])
    return box.current
