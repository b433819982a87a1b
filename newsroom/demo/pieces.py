"""Reads the pieces of the demo newsroom from texts/*.toml.

A file holds the text as its author first wrote it, and `path`, the story of the piece: who did
what, and when, counted back from the moment the demo is made.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from newsroom.demo.steps import Step, steps_of

FOLDER = Path(__file__).parent / "texts"


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
    data["path"] = tuple(steps_of(data["path"]))
    data["body"] = data["body"].strip()
    return Piece(key=key, own_reporting=data.pop("own_reporting", False), **data)
