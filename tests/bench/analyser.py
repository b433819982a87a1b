"""The speed of the search's analyser, with new words and with known ones."""

import time
from dataclasses import dataclass

from newsroom.language import index_terms, kazakh, russian, terms
from newsroom.language.tokens import words
from newsroom.website.models import PublishedArticle

TEXTS = 300


@dataclass(frozen=True)
class Speed:
    """How many words were read, how many of them were new, and the seconds that each took."""

    language: str
    words: int
    new: int
    first: float
    again: float

    @property
    def known_a_second(self) -> float:
        return self.words / self.again

    @property
    def new_a_second(self) -> float:
        return self.new / self.first


def speeds() -> list[Speed]:
    return [_speed(language) for language in ("ru", "kk")]


def _speed(language: str) -> Speed:
    texts = list(PublishedArticle.objects.live(language).values_list("text", flat=True)[:TEXTS])
    different = {word for text in texts for word in words(text)}
    forget()
    first = _seconds([" ".join(different)], language)
    again = _seconds(texts, language)
    return Speed(language, sum(len(words(text)) for text in texts), len(different), first, again)


def _seconds(texts: list[str], language: str) -> float:
    begun = time.perf_counter()
    for text in texts:
        index_terms(text, language)
    return time.perf_counter() - begun


def forget() -> None:
    """Empty the caches of words; the dictionary stays open."""
    russian.lemmas("слово")
    kazakh.lemmas("сөз")
    terms.terms_of.cache_clear()
    russian.lemmas.cache_clear()
    kazakh.forget()
