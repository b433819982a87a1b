"""Generates any number of readable articles, the same ones for the same seed.

They serve to measure a large newsroom: grammatical, with headlines like real ones, about invented events.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from tests.bench.generator.bodies import Bodies
from tests.bench.generator.kazakh import KAZAKH
from tests.bench.generator.russian import RUSSIAN
from tests.bench.generator.words import Noun, Place, Topic, Vocabulary

T = TypeVar("T")

SHORTEST, LONGEST = 30, 140
"""Of a headline, in characters."""

KAZAKH_SHARE, QUOTED_SHARE, NUMBERED_SHARE, EMOJI_SHARE, EQUAL_SHARE = 0.15, 0.05, 0.02, 0.01, 0.005
MINUTES_APART = 25
EMOJI = ("🔥", "🌾", "🚌", "📚")

ROUND = tuple(number for number in range(5, 100) if number % 10 in (0, 5, 6, 7, 8, 9))
HUNDREDS = tuple(number for number in range(105, 1000) if number % 10 in (0, 5, 6, 7, 8, 9))
TEENS = tuple(range(5, 20))
MONTHS = tuple(range(5, 12))
COUNTS: dict[str, Sequence[int]] = {
    **dict.fromkeys(("people", "money", "upkeep", "letters", "metres"), HUNDREDS),
    **dict.fromkeys(("count", "share", "number", "visitors", "workers", "depth", "pages"), ROUND),
    **dict.fromkeys(("years", "days", "bidders", "percent"), TEENS),
    "months": MONTHS,
    "hour": (6, 7),
    "day": range(1, 29),
}
"""Numbers for each slot; where a noun follows, only numbers that take the same plural as five."""


@dataclass(frozen=True, slots=True)
class GeneratedArticle:
    """An article ready to be published; `section` is a slug, `tags` are names in the article's language."""

    language: str
    headline: str
    lead: str
    body: str
    section: str
    tags: tuple[str, ...]
    minutes_ago: int


def generate(count: int, seed: int = 2026) -> Iterator[GeneratedArticle]:
    """Yield `count` articles, the oldest first, about sixty a day back from now."""
    random = Random(seed)  # noqa: S311 - demo texts, not secrets
    writers = {words.language: _Writer(words, random) for words in (RUSSIAN, KAZAKH)}
    for left in range(count, 0, -1):
        writer = writers["kk" if random.random() < KAZAKH_SHARE else "ru"]
        yield writer.write(left * MINUTES_APART + int(random.random() * MINUTES_APART))


class _Writer:
    """Writes in one language and remembers its headlines, so that few are equal."""

    def __init__(self, words: Vocabulary, random: Random) -> None:
        self.words = words
        self.random = random
        self.bodies = Bodies(words, random)
        self.seen: set[str] = set()
        self.last = ""

    def write(self, minutes_ago: int) -> GeneratedArticle:
        topic = self._pick(self.words.topics)
        slots = self._slots(topic)
        return GeneratedArticle(
            language=self.words.language,
            headline=self._headline(slots),
            lead=self._pick(self.words.leads).format_map(slots),
            body=self.bodies.template().format_map(slots),
            section=topic.section,
            tags=topic.tags[: 1 + int(self.random.random() * len(topic.tags))],
            minutes_ago=minutes_ago,
        )

    def _pick(self, choices: Sequence[T]) -> T:
        return choices[int(self.random.random() * len(choices))]

    def _slots(self, topic: Topic) -> dict[str, str]:
        """Choose a value for each slot of the templates, once for the whole article."""
        pick, places = self._pick, self.words.places
        here = int(self.random.random() * len(places))
        there = (here + 1 + int(self.random.random() * (len(places) - 1))) % len(places)
        slots = _named(places[here], places[there], pick(topic.nouns))
        for name, choices in self.words.lists.items():
            slots[name] = pick(choices)
        for name, numbers in COUNTS.items():
            slots[name] = str(pick(numbers))
        slots["unit"], slots["did"] = pick(topic.results)
        slots["phenomenon"] = pick(topic.phenomena)
        slots["month_big"] = slots["month"].capitalize()
        slots["tail"] = pick(self.words.tails).format_map(slots)
        return slots

    def _headline(self, slots: dict[str, str]) -> str:
        random = self.random.random
        if self.last and random() < EQUAL_SHARE:
            return self.last
        headline = self._fresh_headline(slots)
        if random() < EMOJI_SHARE:
            headline = f"{self._pick(EMOJI)} {headline}"
        self.seen.add(headline)
        self.last = headline
        return headline

    def _fresh_headline(self, slots: dict[str, str]) -> str:
        kind = self.random.random()
        templates = self.words.headlines
        if kind < QUOTED_SHARE:
            templates = self.words.quoted
        elif kind < QUOTED_SHARE + NUMBERED_SHARE:
            templates = self.words.numbered
        template = self._pick(templates)
        headline = template.format_map(slots)
        while headline in self.seen or not SHORTEST <= len(headline) <= LONGEST:
            other = slots | {"number": str(self._pick(HUNDREDS)), "day": str(self._pick(COUNTS["day"])), "tail": ""}
            headline = template.format_map(other) + self._pick(self.words.longer).format_map(other)
            headline = headline.replace("?:", "?")
        return headline


def _named(here: Place, elsewhere: Place, noun: Noun) -> dict[str, str]:
    return {
        "place": here.name,
        "place_in": here.inside,
        "place_of": here.belonging,
        "other_in": elsewhere.inside,
        "other_of": elsewhere.belonging,
        "object": noun.acted_on,
        "object_of": noun.belonging,
        "object_about": noun.about,
        "about": "об" if noun.about[0] in "аиоуэ" else "о",
    }
