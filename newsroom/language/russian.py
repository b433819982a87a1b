"""Russian words: the lemma of a word that the dictionary knows, the stem of one that it does not.

A lemma and not its stem, so that «сель» and «село», «банк» and «банка» stay two words (domain, section 5).
"""

from functools import cache, lru_cache
from typing import Any

MOST_LEMMAS = 4
# Ends a surname, or the genitive of many: «Щегольков» and «тастыбулаков».
SURNAME_ENDS = ("ов", "ев")
CACHED = 100_000


@cache
def _dictionary() -> Any:
    # Here, because the dictionary takes a quarter of a second and most processes never search.
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("russian")


@lru_cache(maxsize=CACHED)
def lemmas(word: str) -> tuple[str, ...]:
    """What the word may be a form of, the likeliest first: «стали» is of «сталь» and of «стать»."""
    if not _is_russian(word):
        return (word,)
    if not _dictionary().word_is_known(word):
        return _stems(word)
    forms = (parse.normal_form.replace("ё", "е") for parse in _dictionary().parse(word))
    return tuple(dict.fromkeys(forms))[:MOST_LEMMAS]


def _stems(word: str) -> tuple[str, ...]:
    """The stem; and of what may be a surname the whole of it, which is the stem of «Щеголькова», «Щегольковым»."""
    stem = _stemmer().stemWord(word)
    return (word, stem) if word.endswith(SURNAME_ENDS) else (stem,)


def _is_russian(word: str) -> bool:
    return all("а" <= letter <= "я" for letter in word)
