"""A stemmer of Kazakh: removes endings of plural, possession and case in any order.

There is no maintained library for it. An ending is removed while at least three letters with a vowel are left, or a
known word of two. Removing too much does little harm, because texts and queries are treated alike.
"""

from functools import lru_cache

from newsroom.language.folding import fold

PLURAL = "лар лер дар дер тар тер"
POSSESSION = (
    "ым ім ың ің ы і сы сі мыз міз ымыз іміз ңыз ңіз ыңыз іңіз лары лері дары дері тары тері "
    "сын сін ын ін сына сіне ына іне сында сінде ында інде сынан сінен ынан інен"
)
CASES = (
    "ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті да де та те нда нде "
    "дан ден тан тен нан нен мен бен пен менен"
)
LOCATIVE_ADJECTIVES = "дағы дегі тағы тегі ндағы ндегі"
VERB_ENDINGS = "ған ген қан кен атын етін йтын йтін ады еді йды йді"
MIN_LETTERS = 3
SHORT_WORDS = frozenset(
    ["су", "ел", "ит", "ат", "үй", "ай", "от", "ас", "аң", "ер", "ет", "іс", "ой", "ән", "оқ", "ақ", "ұл", "өз"]
)
VOWELS = frozenset("аәеэыіиоөуұүюя")
_VOICED = {"б": "п", "г": "к", "ғ": "қ"}


def _endings(*lists: str) -> tuple[str, ...]:
    return tuple(sorted({ending for some in lists for ending in some.split()}, key=lambda end: (-len(end), end)))


ENDINGS = _endings(PLURAL, POSSESSION, CASES, LOCATIVE_ADJECTIVES, VERB_ENDINGS)
FOLDED_SHORT_WORDS = frozenset(map(fold, SHORT_WORDS))
FOLDED_ENDINGS = tuple(sorted({fold(ending) for ending in ENDINGS}, key=lambda end: (-len(end), end)))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the word without endings, its last consonant unvoiced: «мектебі», «мектептерде» → «мектеп»."""
    return _stripped(word, ENDINGS, SHORT_WORDS)


@lru_cache(maxsize=100_000)
def folded_stem(word: str) -> str:
    """Return one stem for a word typed with Kazakh letters and without them."""
    return fold(_stripped(fold(word), FOLDED_ENDINGS, FOLDED_SHORT_WORDS))


def _stripped(word: str, endings: tuple[str, ...], short: frozenset[str]) -> str:
    while (ending := _ending_of(word, endings, short)) is not None:
        word = word[: -len(ending)]
    return word[:-1] + _VOICED.get(word[-1], word[-1]) if len(word) > MIN_LETTERS else word


def _ending_of(word: str, endings: tuple[str, ...], short: frozenset[str]) -> str | None:
    for ending in endings:
        if word.endswith(ending):
            left = word[: -len(ending)]
            if left in short or (len(left) >= MIN_LETTERS and VOWELS.intersection(left)):
                return ending
    return None
