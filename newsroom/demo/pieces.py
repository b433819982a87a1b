"""Reads the pieces of the demo newsroom from texts/*.toml.

A file holds the text as its author first wrote it, and `path`, the story of the piece: who did
what, and when, counted back from the moment the demo is made.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"

WRITE, EDIT = "write", "edit"
"""The two verbs of a path that are not verbs of the workflow: creating a piece, saving its form."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant relative to now: hours from now, or a day from today and a wall-clock time.

    Negative `hours` and `days` lie in the past.
    """

    hours: float | None = None
    days: int = 0
    at: time | None = None

    def on(self, now: datetime) -> datetime:
        """The instant, for an aware `now` in the newsroom's zone."""
        if self.at is None:
            return now + timedelta(hours=self.hours or 0.0)
        return datetime.combine(now.date() + timedelta(days=self.days), self.at, now.tzinfo)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that one person did to the piece.

    `verb` is `write`, `edit` or a verb of the workflow. `changes` gives text fields new values,
    `replacements` swaps words of the body; both belong to `edit` (and one replacement to
    `fix_typo`). `due` belongs to `schedule`; `kind`, `notice` and `target` to `withdraw`.
    """

    who: str
    verb: str
    moment: Moment
    reason: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    replacements: tuple[tuple[str, str], ...] = ()
    due: Moment | None = None
    kind: str = ""
    notice: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """«Сообщает `name` со ссылкой на `via_name`»; the second half may be empty."""

    name: str
    url: str = ""
    via_name: str = ""
    via_url: str = ""


@dataclass(frozen=True, slots=True)
class BylineRow:
    """One signature: a person's slug, a guest's name, or the newsroom as a whole."""

    person: str = ""
    guest: str = ""
    role: str = ""
    newsroom: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the demo newsroom; `key` is its file name without the ending."""

    key: str
    language: str
    section: str
    kicker: str
    headline: str
    lead: str
    body: str
    tags: tuple[str, ...]
    sources: tuple[SourceRow, ...]
    own_reporting: bool
    bylines: tuple[BylineRow, ...]
    path: tuple[Step, ...]
    picture: str = ""
    caption: str = ""
    credit: str = ""
    alt: str = ""
    age_mark: str = ""
    translation_of: str = ""
    seo_headline: str = ""
    social_headline: str = ""

    def after(self, step: Step) -> "Piece":
        """The piece with the text that `step` left; raises ValueError if its words are not there."""
        body = self.body
        for old, new in step.replacements:
            if body.count(old) != 1:
                raise ValueError(f"{self.key}: «{old}» must occur once in the body")
            body = body.replace(old, new)
        fields: dict[str, Any] = {"body": body, **dict(step.changes)}
        return replace(self, **fields)


@cache
def all_pieces() -> tuple[Piece, ...]:
    """Every piece, in the order of the file names; a translation stands after its original."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def _read(path: Path) -> Piece:
    with path.open("rb") as file:
        data = tomllib.load(file)
    try:
        return _piece(path.stem, data)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _piece(key: str, data: dict[str, Any]) -> Piece:
    data["tags"] = tuple(data.get("tags", ()))
    data["sources"] = tuple(SourceRow(**row) for row in data.get("sources", ()))
    data["bylines"] = tuple(BylineRow(**row) for row in data.get("bylines", ()))
    data["path"] = tuple(_steps(data["path"]))
    data["body"] = data["body"].strip()
    return Piece(key=key, own_reporting=data.pop("own_reporting", False), **data)


def _steps(rows: list[dict[str, Any]]) -> Iterator[Step]:
    for row in rows:
        fields = dict(row)
        moment = _moment(fields)
        due = fields.pop("due", None)
        yield Step(
            moment=moment,
            due=None if due is None else _moment(due),
            changes=tuple(fields.pop("set", {}).items()),
            replacements=tuple((old, new) for old, new in fields.pop("replace", ())),
            **fields,
        )


def _moment(fields: dict[str, Any]) -> Moment:
    """Take hours_ago, or days_ago (days_ahead) with time, out of `fields`."""
    if "hours_ago" in fields:
        return Moment(hours=-float(fields.pop("hours_ago")))
    days = fields.pop("days_ahead") if "days_ahead" in fields else -fields.pop("days_ago")
    return Moment(days=days, at=time.fromisoformat(fields.pop("time")))
