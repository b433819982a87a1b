"""Reads the digests of the demo newsroom from digests/*.toml.

A file holds what its author first wrote, the period in days from the day the demo is made (negative: before it), and
`path`, the story of the digest.
"""

import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from newsroom.demo.steps import Step, steps_of

FOLDER = Path(__file__).parent / "digests"


@dataclass(frozen=True, slots=True)
class Retold:
    """A piece of the digest, by its key, and the digest's own words for it; not yet retold while they are empty."""

    piece: str
    retelling: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True)
class DemoDigest:
    """A digest of the demo newsroom; `key` is its file name without the ending."""

    key: str
    language: str
    title: str
    intro: str
    starts: int
    ends: int
    items: tuple[Retold, ...]
    path: tuple[Step, ...]

    def period(self, now: datetime) -> tuple[date, date]:
        """First and last day, for an aware `now` in the newsroom's zone."""
        today = now.date()
        return today + timedelta(days=self.starts), today + timedelta(days=self.ends)

    def after(self, step: Step) -> "DemoDigest":
        """The digest with the words that `step` left; raises ValueError if its words are not in one retelling."""
        items = list(self.items)
        for old, new in step.replacements:
            places = [place for place, item in enumerate(items) if old in item.retelling]
            if len(places) != 1:
                raise ValueError(f"{self.key}: «{old}» must stand in one retelling")
            found = items[places[0]]
            items[places[0]] = replace(found, retelling=found.retelling.replace(old, new))
        fields: dict[str, Any] = {"items": tuple(items), **dict(step.changes)}
        return replace(self, **fields)


@cache
def all_digests() -> tuple[DemoDigest, ...]:
    """Every digest, in the order of the file names."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def _read(path: Path) -> DemoDigest:
    with path.open("rb") as file:
        data = tomllib.load(file)
    try:
        items = tuple(Retold(**row) for row in data.pop("items"))
        steps = tuple(steps_of(data.pop("path")))
        return DemoDigest(key=path.stem, items=items, path=steps, **data)
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path.name}: {error}") from error
