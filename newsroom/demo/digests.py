"""The demo digests, read from texts/digests/*.toml.

A file holds the digest as first written, its period in days counted from the day of loading (negative: before it),
and its `history`.
"""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from newsroom.demo.history import Event, read_events

FOLDER = Path(__file__).parent / "texts" / "digests"


@dataclass(frozen=True, slots=True)
class DemoItem:
    """An article of the digest, by its key, with the summary that the digest prints; a draft may lack summaries."""

    article: str
    retelling: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True)
class DemoDigest:
    """A digest of the demo; `key` is its file name without the suffix."""

    key: str
    language: str
    title: str
    intro: str
    starts: int
    ends: int
    items: tuple[DemoItem, ...]
    history: tuple[Event, ...]

    def period(self, now: datetime) -> tuple[date, date]:
        """Return first and last day; `now` is aware, in the newsroom's time zone."""
        today = now.date()
        return today + timedelta(days=self.starts), today + timedelta(days=self.ends)

    def after(self, event: Event) -> "DemoDigest":
        """Return the digest with the changes of `event`; raise ValueError if not one summary has the old words."""
        items = list(self.items)
        for old, new in event.replacements:
            found = [index for index, item in enumerate(items) if old in item.retelling]
            if len(found) != 1:
                raise ValueError(f"{self.key}: «{old}» must occur in one summary")
            item = items[found[0]]
            items[found[0]] = replace(item, retelling=item.retelling.replace(old, new))
        fields: dict[str, Any] = {"items": tuple(items), **dict(event.changes)}
        return replace(self, **fields)


@cache
def all_digests() -> tuple[DemoDigest, ...]:
    """Return every digest in the order of the file names."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def _read(path: Path) -> DemoDigest:
    with path.open("rb") as file:
        data = tomllib.load(file)
    try:
        items = tuple(DemoItem(**row) for row in data.pop("items"))
        history = tuple(read_events(data.pop("history")))
        return DemoDigest(key=path.stem, items=items, history=history, **data)
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
