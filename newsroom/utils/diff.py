"""What changed between two texts, in words, paragraph by paragraph. Making HTML of it is a template's job."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from newsroom.utils.alignment import Change, changes
from newsroom.utils.reading import blocks_of, without_typography

Kind = Literal["same", "gone", "new"]

# The address of a link, which a reader of the difference should see when it changed and only then.
_LINK = re.compile('<a [^<>]*?href="([^"<>]*)"[^<>]*>')
_ADDRESS = re.compile("\x02([^\x03]*)\x03")
_TOKEN = re.compile("\x02[^\x03]*\x03|\\w+(?:[-'’]\\w+)*|\\s+|[^\\w\\s]")
_HAS_WORD = re.compile(r"[^\W_]")

# Two paragraphs with less in common than this are shown as one gone and one new.
_KINSHIP = 0.35
# Up to so many pairs of paragraphs the best pairing is sought; beyond, the first goes with the first.
_PAIRS = 2_500


@dataclass(frozen=True)
class Piece:
    """A run of words that both texts have, or only the old or only the new one; spaces included."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of either text or of both. Gone articles left out, it reads as the new one; new ones, as the old."""

    articles: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(article.kind != "same" for article in self.articles)


def difference(old: str, new: str) -> list[Paragraph]:
    """The two texts (each clean HTML or plain) laid over one another. Of HTML, words and link addresses count."""
    old_blocks, new_blocks = _blocks(old), _blocks(new)
    laid: list[Paragraph] = []
    position = 0
    for change in changes(old_blocks, new_blocks):
        laid.extend(_whole("same", block) for block in old_blocks[position : change.old_start])
        laid.extend(_replaced(old_blocks, new_blocks, change))
        position = change.old_end
    laid.extend(_whole("same", block) for block in old_blocks[position:])
    return laid


def changed_words(old: str, new: str) -> int:
    """How many words were changed: of each place the removed or the added ones, whichever are more, and at least 1.

    Typography does not count; a comma added to a word does, as that word.
    """
    old_words, new_words = _words(old), _words(new)
    return sum(
        max(
            _with_letters(old_words[change.old_start : change.old_end]),
            _with_letters(new_words[change.new_start : change.new_end]),
            1,
        )
        for change in changes(old_words, new_words)
    )


def _words(text: str) -> list[str]:
    return without_typography(" ".join(block.text for block in blocks_of(text))).split()


def _with_letters(tokens: list[str]) -> int:
    return sum(1 for token in tokens if _HAS_WORD.search(token))


def _blocks(text: str) -> list[str]:
    marked = _LINK.sub(lambda link: f"{link[0]}\x02{link[1]}\x03", text)
    return [block.text for block in blocks_of(marked)]


def _whole(kind: Kind, block: str) -> Paragraph:
    return Paragraph((_article(kind, block),))


def _article(kind: Kind, text: str) -> Piece:
    return Piece(kind, _ADDRESS.sub("" if kind == "same" else r"[\1] ", text))


def _replaced(old: list[str], new: list[str], change: Change) -> Iterator[Paragraph]:
    old_part, new_part = old[change.old_start : change.old_end], new[change.new_start : change.new_end]
    old_place = new_place = 0
    for old_kin, new_kin in [*_kindred(old_part, new_part), (len(old_part), len(new_part))]:
        yield from (_whole("gone", block) for block in old_part[old_place:old_kin])
        yield from (_whole("new", block) for block in new_part[new_place:new_kin])
        if old_kin < len(old_part):
            yield Paragraph(tuple(_articles(old_part[old_kin], new_part[new_kin])))
        old_place, new_place = old_kin + 1, new_kin + 1


def _kindred(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Which paragraph became which, both in order: the pairing that has most in common."""
    old_bags, new_bags = list(map(_bag, old)), list(map(_bag, new))
    if len(old) * len(new) > _PAIRS:
        opposite = enumerate(zip(old_bags, new_bags, strict=False))
        return [(place, place) for place, bags in opposite if _kinship(*bags) >= _KINSHIP]
    # best[i][j]: most in common that old[i:] and new[j:] can be paired to have
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    kin = [[_kinship(old_bag, new_bag) for new_bag in new_bags] for old_bag in old_bags]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            together = kin[i][j] + best[i + 1][j + 1] if kin[i][j] >= _KINSHIP else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _bag(block: str) -> Counter[str]:
    return Counter(token for token in _TOKEN.findall(block) if not token.isspace())


def _kinship(old: Counter[str], new: Counter[str]) -> float:
    """Words in common as a share of all: 0 to 1."""
    return 2 * (old & new).total() / max(old.total() + new.total(), 1)


def _articles(old: str, new: str) -> Iterator[Piece]:
    old_tokens, new_tokens = _TOKEN.findall(old), _TOKEN.findall(new)
    old_keys, new_keys = [token.strip() or " " for token in old_tokens], [token.strip() or " " for token in new_tokens]
    position = 0
    for change in _joined(changes(old_keys, new_keys), new_keys):
        runs: tuple[tuple[Kind, list[str]], ...] = (
            ("same", new_tokens[position : change.new_start]),
            ("gone", old_tokens[change.old_start : change.old_end]),
            ("new", new_tokens[change.new_start : change.new_end]),
        )
        yield from (_article(kind, "".join(run)) for kind, run in runs if run)
        position = change.new_end
    if position < len(new_tokens):
        yield _article("same", "".join(new_tokens[position:]))


def _joined(parts: list[Change], new_keys: list[str]) -> Iterator[Change]:
    """Changes with nothing but a mark between them made one, so that a rewritten sentence does not read as confetti."""
    waiting: Change | None = None
    for part in parts:
        if waiting and not any(_HAS_WORD.search(key) for key in new_keys[waiting.new_end : part.new_start]):
            part = Change(waiting.old_start, part.old_end, waiting.new_start, part.new_end)
        elif waiting:
            yield waiting
        waiting = part
    if waiting:
        yield waiting
