"""Normal forms of Russian words: the lemma of a known word, the stem of an unknown one.

Lemmas keep «сель» and «село», «банк» and «банка» apart, which share a stem.
"""

from functools import cache, lru_cache
from typing import Any

from newsroom.language import russian_names

MAX_LEMMAS = 4
CACHED = 100_000


@cache
def _dictionary() -> Any:
    # Imported here, because the dictionary takes 0.25 s to load and most processes never search.
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("russian")


@lru_cache(maxsize=CACHED)
def lemmas(word: str) -> tuple[str, ...]:
    """Return the possible lemmas, the likeliest first: of «стали» «сталь» and «стать»."""
    if not _is_russian(word):
        return (word,)
    name = russian_names.lemma(word)
    names = (name,) if name else ()
    if not _dictionary().word_is_known(word):
        return names or _guessed(word)
    forms = (parse.normal_form.replace("ё", "е") for parse in _dictionary().parse(word))
    return tuple(dict.fromkeys((*names, *forms)))[:MAX_LEMMAS]


def _guessed(word: str) -> tuple[str, ...]:
    """Return the stem of an unknown word, and the first form of what may be a name: of «Щегольковым» «Щегольков»."""
    name = russian_names.guess(word)
    stem = _stemmer().stemWord(word)
    return (name, stem) if name and name != stem else (stem,)


def _is_russian(word: str) -> bool:
    return all("а" <= letter <= "я" for letter in word)
