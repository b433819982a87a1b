"""Bringing a newsroom back: all of it, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from articles import actions
from articles.actions import search_index
from newsroom.backup import contents, placing, rows
from newsroom.backup.archive import Reading, opened
from newsroom.backup.checking import check
from newsroom.backup.manifest import Manifest
from newsroom.backup.refusals import Refused, in_words
from newsroom.page_cache.models import SiteVersion
from staff import permission_groups

NOT_EMPTY = "В этой редакции уже работают. Чтобы заменить всё, что в ней есть, добавьте --replace."


@dataclass(frozen=True)
class Restored:
    """What was restored, and how many pieces lost a planned hour that had passed."""

    manifest: Manifest
    plans_taken_back: int


@contextmanager
def checked(path: Path) -> Iterator[Reading]:
    """The backup in this file, read to its last row and found whole. Raises Refused."""
    with opened(path) as source:
        check(source)
        yield source


def restore(source: Reading, *, replace: bool) -> Restored:
    """Put the backup in the place of all that is here; `replace` lets that be more than an empty newsroom.

    Nothing is sent, announced or published by it. Raises Refused, and then everything is as it was.
    """
    _demand_empty(replace=replace)
    try:
        with placing.placed(source), transaction.atomic():
            rows.keep_others_out()
            _demand_empty(replace=replace)
            former = placing.croppings()
            taken_back = _replace_rows(source)
            SiteVersion.bump()
    except DatabaseError as error:
        # What PostgreSQL adds below its first line are the words of the row, drafts included.
        detail = str(error).partition("\n")[0]
        raise Refused(f"База данных не приняла копию, всё осталось как было: {detail}") from error
    except OSError as error:
        raise Refused(f"Диск не принял снимки, всё осталось как было: {in_words(error)}.") from error
    placing.tidy(former)
    return Restored(source.manifest, taken_back)


def make_derived() -> None:
    """What no backup holds, made anew: variants of pictures and the search index. May be broken off and repeated."""
    while search_index.complete():
        pass
    placing.draw()


def _replace_rows(source: Reading) -> int:
    rows.clear()
    rows.load(source)
    permission_groups.sync()
    permission_groups.ensure_robot()
    taken_back = actions.cancel_pending_after_restore()
    connection.check_constraints()
    return taken_back


def _demand_empty(*, replace: bool) -> None:
    if not replace and not contents.is_empty():
        raise Refused(NOT_EMPTY)
