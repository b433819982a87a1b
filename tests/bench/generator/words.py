"""Types for the vocabulary of one language."""

from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """A town or village: its name, where something is («в Костанае»), whose something is («жители Костаная»)."""

    name: str
    inside: str
    belonging: str


class Noun(NamedTuple):
    """What an article is about: as an object («откроют …»), «проект …», «о …»."""

    acted_on: str
    belonging: str
    about: str


class Topic(NamedTuple):
    """A field of news: its section, tags, nouns, countable results (unit, verb) and complaints."""

    section: str
    tags: tuple[str, ...]
    nouns: tuple[Noun, ...]
    results: tuple[tuple[str, str], ...]
    phenomena: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The vocabulary of one language. Templates name their slots in braces."""

    language: str
    places: tuple[Place, ...]
    topics: tuple[Topic, ...]
    lists: dict[str, tuple[str, ...]]
    headlines: tuple[str, ...]
    quoted: tuple[str, ...]
    numbered: tuple[str, ...]
    tails: tuple[str, ...]
    longer: tuple[str, ...]
    leads: tuple[str, ...]
    sentences: dict[str, tuple[str, ...]]
    quotes: tuple[str, ...]
    speakers: tuple[str, ...]
    attribution: str
    says: tuple[str, ...]
    subheads: tuple[str, ...]
    list_leads: tuple[str, ...]
    list_items: tuple[str, ...]


def noun(acted_on: str, belonging: str = "", about: str = "") -> Noun:
    """A Noun; a language without these cases gives one form."""
    return Noun(acted_on, belonging or acted_on, about or acted_on)
