"""The history of a demo article or digest: who did what, and when, relative to the moment of loading."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

WRITE, EDIT = "write", "edit"
"""The two actions of a history that are no transitions: creating the object, saving its form."""

OPENS, CLOSES = time(8), time(22)
"""Working hours. Only these count in `Moment.hours_ago`, so that loading at dawn dates no event to the night."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time relative to now: a number of working hours ago, or a day counted from today with a local time.

    Negative `days` lie in the past.
    """

    hours_ago: float | None = None
    days: int = 0
    at: time | None = None

    def on(self, now: datetime) -> datetime:
        """Return the absolute time; `now` is aware, in the newsroom's time zone."""
        if self.at is None:
            return _working_hours_before(now, timedelta(hours=self.hours_ago or 0.0))
        return datetime.combine(now.date() + timedelta(days=self.days), self.at, now.tzinfo)


def _working_hours_before(now: datetime, left: timedelta) -> datetime:
    day: date = now.date()
    while True:
        opens, closes = (datetime.combine(day, hour, now.tzinfo) for hour in (OPENS, CLOSES))
        worked = max(min(now, closes) - opens, timedelta(0))
        if left < worked:
            return opens + worked - left
        left -= worked
        day -= timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One action of one user on an article or a digest.

    `action` is WRITE, EDIT or a transition. `changes` (field, new value) and `replacements` (old words, new words)
    belong to EDIT; `fix_typo` has one replacement. `due` belongs to `schedule`; `kind`, `notice` and `target` to
    `withdraw`; `related`, the keys of other articles, to `place`.
    """

    who: str
    action: str
    moment: Moment
    reason: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    replacements: tuple[tuple[str, str], ...] = ()
    due: Moment | None = None
    kind: str = ""
    notice: str = ""
    target: str = ""
    related: tuple[str, ...] = ()


def read_events(rows: Iterable[dict[str, Any]]) -> Iterator[Event]:
    """Yield the events of a `history` as parsed from TOML."""
    for row in rows:
        fields = dict(row)
        due = fields.pop("due", None)
        yield Event(
            moment=_pop_moment(fields),
            due=None if due is None else _pop_moment(due),
            changes=tuple(fields.pop("set", {}).items()),
            replacements=tuple((old, new) for old, new in fields.pop("replace", ())),
            related=tuple(fields.pop("related", ())),
            **fields,
        )


def _pop_moment(fields: dict[str, Any]) -> Moment:
    """Take `hours_ago`, or `days_ago` (`days_ahead`) with `time`, out of `fields`."""
    if "hours_ago" in fields:
        return Moment(hours_ago=float(fields.pop("hours_ago")))
    days = fields.pop("days_ahead") if "days_ahead" in fields else -fields.pop("days_ago")
    return Moment(days=days, at=time.fromisoformat(fields.pop("time")))
