"""How one edition ends and the next begins."""

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

if TYPE_CHECKING:
    from newsroom.editions.models import Edition


def begin(using: str = DEFAULT_DB_ALIAS) -> None:
    """End the current edition and begin the next: number + 1, a new token, a later whole second.

    The last statement of every transaction that changes what readers see. Being an UPDATE of the one row, it makes
    concurrent writers queue here until the first commits, so that numbers follow the order of commits.
    Raises TransactionManagementError outside `transaction.atomic`.
    """
    if not transaction.get_connection(using).in_atomic_block:
        raise transaction.TransactionManagementError("An edition begins only within a transaction.")
    if not _advance(using):
        # A fresh database. Whoever loses the race to insert waits for the winner, then finds the row.
        first = _model()(number=0, token="", begun_at=_this_second() - timedelta(seconds=1))
        _model().objects.using(using).bulk_create([first], ignore_conflicts=True)
        _advance(using)


def _advance(using: str) -> bool:
    later = Greatest(Value(_this_second()), F("begun_at") + timedelta(seconds=1))
    rows = _model().objects.using(using).update(number=F("number") + 1, token=secrets.token_hex(8), begun_at=later)
    return rows == 1


def _this_second() -> datetime:
    return timezone.now().replace(microsecond=0)


def _model() -> "type[Edition]":
    # By name: this package is imported while applications are still being loaded, before any model may be.
    return apps.get_model("editions", "Edition")
