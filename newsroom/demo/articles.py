"""The demo articles, read from texts/articles/*.toml.

A file holds the text as first written and its `history`: the events that brought it to its state.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from newsroom.demo.history import Event, read_events

FOLDER = Path(__file__).parent / "texts" / "articles"


@dataclass(frozen=True, slots=True)
class DemoSource:
    """A source of an article: `name`, which itself cites `via_name` if that is not empty."""

    name: str
    url: str = ""
    via_name: str = ""
    via_url: str = ""


@dataclass(frozen=True, slots=True)
class DemoByline:
    """One byline: the slug of a person, the name of a guest, or the newsroom as a whole."""

    person: str = ""
    guest: str = ""
    role: str = ""
    newsroom: bool = False


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article of the demo. `key` is its file name without the suffix; `picture` names a file in pictures/."""

    key: str
    language: str
    section: str
    kicker: str
    headline: str
    lead: str
    body: str
    tags: tuple[str, ...]
    sources: tuple[DemoSource, ...]
    own_reporting: bool
    bylines: tuple[DemoByline, ...]
    history: tuple[Event, ...]
    picture: str
    caption: str
    credit: str
    alt: str
    age_mark: str = ""
    translation_of: str = ""
    seo_headline: str = ""
    social_headline: str = ""

    def after(self, event: Event) -> "DemoArticle":
        """Return the article with the changes of `event`; raise ValueError if the body lacks the words it replaces."""
        body = self.body
        for old, new in event.replacements:
            if body.count(old) != 1:
                raise ValueError(f"{self.key}: «{old}» must occur once in the body")
            body = body.replace(old, new)
        fields: dict[str, Any] = {"body": body, **dict(event.changes)}
        return replace(self, **fields)


@cache
def all_articles() -> tuple[DemoArticle, ...]:
    """Return every article in the order of the file names; a translation comes after its original."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def _read(path: Path) -> DemoArticle:
    with path.open("rb") as file:
        data = tomllib.load(file)
    try:
        return _parse(path.stem, data)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _parse(key: str, data: dict[str, Any]) -> DemoArticle:
    data["tags"] = tuple(data.get("tags", ()))
    data["sources"] = tuple(DemoSource(**row) for row in data.get("sources", ()))
    data["bylines"] = tuple(DemoByline(**row) for row in data.get("bylines", ()))
    data["history"] = tuple(read_events(data["history"]))
    data["body"] = data["body"].strip()
    return DemoArticle(key=key, own_reporting=data.pop("own_reporting", False), **data)
