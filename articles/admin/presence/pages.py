"""What one browser says of the pages that it has open, and how that is kept."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.utils import timezone

from articles.models import Presence
from staff.models import User

WRITTEN_EACH = timedelta(seconds=12)
"""An unchanged page is written so often: reads do not hold the write lock of SQLite."""
MOST = 100
LARGEST_ID = 2**63 - 1
FIELD = re.compile(r"[a-z_]{0,40}")

Known = Mapping[tuple[int, UUID], Presence]


@dataclass(frozen=True)
class OpenPage:
    """The form of an article in one window."""

    article: int
    tab: UUID
    is_idle: bool
    is_read_only: bool
    field: str

    def row(self, user: User) -> Presence:
        """Return what is stored of this page."""
        is_typed_in = not (self.is_idle or self.is_read_only)
        return Presence(
            article_id=self.article,
            user=user,
            tab=self.tab,
            is_idle=self.is_idle,
            is_read_only=self.is_read_only,
            field=self.field if is_typed_in else "",
        )


@dataclass(frozen=True)
class Message:
    """What a browser sends: its open pages, articles of which a list shows who has them open, and closed pages."""

    pages: list[OpenPage]
    listed: list[int]
    gone: list[UUID]

    @property
    def articles(self) -> set[int]:
        return {page.article for page in self.pages} | set(self.listed)


def read_message(body: bytes) -> Message:
    """Read the JSON of a browser. Raise BadRequest for what our script never sends."""
    data = read_object(body)
    pages, listed, gone = (_list(data, name) for name in ("open", "listed", "gone"))
    return Message(
        [_page(page) for page in pages],
        [read_id(pk) for pk in listed],
        [_tab(tab) for tab in gone],
    )


def read_object(body: bytes) -> dict[str, Any]:
    """Return the JSON object. Raise BadRequest for anything else."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("not JSON") from error
    if not isinstance(data, dict):
        raise BadRequest("not an object")
    return data


def read_id(value: object) -> int:
    """Return the id of an article. Raise BadRequest for anything else."""
    if type(value) is not int or not 0 < value <= LARGEST_ID:
        raise BadRequest("not an id")
    return value


def _list(data: dict[str, Any], name: str) -> list[Any]:
    values = data.get(name, [])
    if not isinstance(values, list) or len(values) > MOST:
        raise BadRequest(f"not a short list: {name}")
    return values


def _page(data: object) -> OpenPage:
    if not isinstance(data, dict):
        raise BadRequest("not a page")
    field = data.get("field", "")
    if not isinstance(field, str) or not FIELD.fullmatch(field):
        raise BadRequest("not the name of a field")
    return OpenPage(
        article=read_id(data.get("article")),
        tab=_tab(data.get("tab")),
        is_idle=data.get("idle") is True,
        is_read_only=data.get("readOnly") is True,
        field=field,
    )


def _tab(value: object) -> UUID:
    try:
        return UUID(value if isinstance(value, str) else "")
    except ValueError as error:
        raise BadRequest("not a tab") from error


def keep(pages: Iterable[OpenPage], *, user: User, known: Known) -> None:
    """Write the pages that are new, have changed or were written long ago; `known` are the stored rows of this user."""
    now = timezone.now()
    due = {}
    for page in pages:
        row, stored = page.row(user), known.get((page.article, page.tab))
        if stored is None or stored.differs_from(row) or stored.seen_at < now - WRITTEN_EACH:
            row.seen_at = now
            due[page.article, page.tab] = row
    if due:
        Presence.objects.bulk_create(
            due.values(),
            update_conflicts=True,
            unique_fields=["article", "user", "tab"],
            update_fields=["seen_at", "is_idle", "is_read_only", "field"],
        )
