"""The steps of the demo's stories: who did what, and when, counted back from the moment the demo is made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

WRITE, EDIT = "write", "edit"
"""The two verbs of a path that are not verbs of the workflow: creating something, saving its form."""

OPENS, CLOSES = time(8), time(22)
"""The desk's hours: only these are counted back, so that a demo made before dawn has no story at night by chance."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant relative to now: so many of the desk's hours ago, or a day from today and a wall-clock time.

    Negative `days` lie in the past.
    """

    hours_ago: float | None = None
    days: int = 0
    at: time | None = None

    def on(self, now: datetime) -> datetime:
        """The instant, for an aware `now` in the newsroom's zone."""
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
class Step:
    """One thing that one person did to a piece or a digest.

    `verb` is `write`, `edit` or a verb of the route. `changes` gives text fields new values, `replacements` swaps
    words of the text; both belong to `edit` (and one replacement to `fix_typo`). `due` belongs to `schedule`; `kind`,
    `notice` and `target` to `withdraw`; `related`, the keys of other pieces, to `place`.
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
    related: tuple[str, ...] = ()


def steps_of(rows: Iterable[dict[str, Any]]) -> Iterator[Step]:
    """The steps of a `path` as it stands in a file."""
    for row in rows:
        fields = dict(row)
        due = fields.pop("due", None)
        yield Step(
            moment=_moment(fields),
            due=None if due is None else _moment(due),
            changes=tuple(fields.pop("set", {}).items()),
            replacements=tuple((old, new) for old, new in fields.pop("replace", ())),
            related=tuple(fields.pop("related", ())),
            **fields,
        )


def _moment(fields: dict[str, Any]) -> Moment:
    """Take hours_ago, or days_ago (days_ahead) with time, out of `fields`."""
    if "hours_ago" in fields:
        return Moment(hours_ago=float(fields.pop("hours_ago")))
    days = fields.pop("days_ahead") if "days_ahead" in fields else -fields.pop("days_ago")
    return Moment(days=days, at=time.fromisoformat(fields.pop("time")))
