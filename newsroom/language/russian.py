"""Normal forms of Russian words: the lemma of a known word, the stem of an unknown one.

Lemmas keep «сель» and «село», «банк» and «банка» apart, which share a stem.
"""

from functools import cache, lru_cache
from typing import Any

MAX_LEMMAS = 4
# Endings of a surname or of a genitive plural: «Щегольков», «тастыбулаков».
SURNAME_ENDINGS = ("ов", "ев")
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
    if not _dictionary().word_is_known(word):
        return _stems(word)
    forms = (parse.normal_form.replace("ё", "е") for parse in _dictionary().parse(word))
    return tuple(dict.fromkeys(forms))[:MAX_LEMMAS]


def _stems(word: str) -> tuple[str, ...]:
    """Return the stem, and of a possible surname also the word, which is the stem of «Щеголькова», «Щегольковым»."""
    stem = _stemmer().stemWord(word)
    return (word, stem) if word.endswith(SURNAME_ENDINGS) else (stem,)


def _is_russian(word: str) -> bool:
    return all("а" <= letter <= "я" for letter in word)
