"""Comparison of two texts, paragraph by paragraph and word by word. A template makes HTML of the result."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from newsroom.utils.alignment import DiffHunk, diff_hunks
from newsroom.utils.html.analysis import blocks_of, without_typography

Kind = Literal["same", "removed", "added"]

# Link addresses are compared with the text and shown only where they changed.
_LINK = re.compile('<a [^<>]*?href="([^"<>]*)"[^<>]*>')
_ADDRESS = re.compile("\x02([^\x03]*)\x03")
_TOKEN = re.compile("\x02[^\x03]*\x03|\\w+(?:[-'’]\\w+)*|\\s+|[^\\w\\s]")
_HAS_WORD = re.compile(r"[^\W_]")

# Paragraphs less similar than this are shown as one removed and one added.
_MIN_SIMILARITY = 0.35
# Up to this many pairs the best pairing is searched; beyond it, paragraphs are paired by position.
_MAX_PAIRS = 2_500


@dataclass(frozen=True)
class TextSpan:
    """A run of words and spaces in both texts ("same"), or only in the old or the new one."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of either text or of both: without removed spans the new one, without added spans the old one."""

    spans: tuple[TextSpan, ...]

    @property
    def is_changed(self) -> bool:
        return any(span.kind != "same" for span in self.spans)


def diff_paragraphs(old: str, new: str) -> list[Paragraph]:
    """Compare two texts, each clean HTML or plain text. Of HTML, words and link addresses are compared."""
    old_blocks, new_blocks = _blocks(old), _blocks(new)
    paragraphs: list[Paragraph] = []
    position = 0
    for hunk in diff_hunks(old_blocks, new_blocks):
        paragraphs.extend(_whole("same", block) for block in old_blocks[position : hunk.old_start])
        paragraphs.extend(_replaced(old_blocks, new_blocks, hunk))
        position = hunk.old_end
    paragraphs.extend(_whole("same", block) for block in old_blocks[position:])
    return paragraphs


def changed_words(old: str, new: str) -> int:
    """Count the changed words: in each changed place the larger of removed and added words, and at least 1.

    Differences of typography count as equal. A word with a comma added counts as changed.
    """
    old_words, new_words = _words(old), _words(new)
    return sum(
        max(
            _count_words(old_words[hunk.old_start : hunk.old_end]),
            _count_words(new_words[hunk.new_start : hunk.new_end]),
            1,
        )
        for hunk in diff_hunks(old_words, new_words)
    )


def _words(text: str) -> list[str]:
    return without_typography(" ".join(block.text for block in blocks_of(text))).split()


def _count_words(tokens: list[str]) -> int:
    return sum(1 for token in tokens if _HAS_WORD.search(token))


def _blocks(text: str) -> list[str]:
    marked = _LINK.sub(lambda link: f"{link[0]}\x02{link[1]}\x03", text)
    return [block.text for block in blocks_of(marked)]


def _whole(kind: Kind, block: str) -> Paragraph:
    return Paragraph((_span(kind, block),))


def _span(kind: Kind, text: str) -> TextSpan:
    return TextSpan(kind, _ADDRESS.sub("" if kind == "same" else r"[\1] ", text))


def _replaced(old: list[str], new: list[str], hunk: DiffHunk) -> Iterator[Paragraph]:
    old_part, new_part = old[hunk.old_start : hunk.old_end], new[hunk.new_start : hunk.new_end]
    old_index = new_index = 0
    for old_match, new_match in [*matched_paragraphs(old_part, new_part), (len(old_part), len(new_part))]:
        yield from (_whole("removed", block) for block in old_part[old_index:old_match])
        yield from (_whole("added", block) for block in new_part[new_index:new_match])
        if old_match < len(old_part):
            yield Paragraph(tuple(_word_spans(old_part[old_match], new_part[new_match])))
        old_index, new_index = old_match + 1, new_match + 1


def matched_paragraphs(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Return index pairs of paragraphs that became each other, in order: the pairing with the most in common."""
    old_counts, new_counts = list(map(_token_counts, old)), list(map(_token_counts, new))
    if len(old) * len(new) > _MAX_PAIRS:
        opposite = enumerate(zip(old_counts, new_counts, strict=False))
        return [(index, index) for index, counts in opposite if _similarity(*counts) >= _MIN_SIMILARITY]
    # best[i][j]: the greatest total similarity of a pairing of old[i:] with new[j:]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    similarity = [[_similarity(old_count, new_count) for new_count in new_counts] for old_count in old_counts]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = similarity[i][j] + best[i + 1][j + 1] if similarity[i][j] >= _MIN_SIMILARITY else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
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


def _token_counts(block: str) -> Counter[str]:
    return Counter(token for token in _TOKEN.findall(block) if not token.isspace())


def _similarity(old: Counter[str], new: Counter[str]) -> float:
    """Return the share of common tokens: 0 to 1."""
    return 2 * (old & new).total() / max(old.total() + new.total(), 1)


def _word_spans(old: str, new: str) -> Iterator[TextSpan]:
    old_tokens, new_tokens = _TOKEN.findall(old), _TOKEN.findall(new)
    old_keys, new_keys = [token.strip() or " " for token in old_tokens], [token.strip() or " " for token in new_tokens]
    position = 0
    for hunk in _joined(diff_hunks(old_keys, new_keys), new_keys):
        runs: tuple[tuple[Kind, list[str]], ...] = (
            ("same", new_tokens[position : hunk.new_start]),
            ("removed", old_tokens[hunk.old_start : hunk.old_end]),
            ("added", new_tokens[hunk.new_start : hunk.new_end]),
        )
        yield from (_span(kind, "".join(run)) for kind, run in runs if run)
        position = hunk.new_end
    if position < len(new_tokens):
        yield _span("same", "".join(new_tokens[position:]))


def _joined(hunks: list[DiffHunk], new_keys: list[str]) -> Iterator[DiffHunk]:
    """Join hunks with only punctuation between them, so that a rewritten sentence is shown as one change."""
    pending: DiffHunk | None = None
    for hunk in hunks:
        if pending and not any(_HAS_WORD.search(key) for key in new_keys[pending.new_end : hunk.new_start]):
            hunk = DiffHunk(pending.old_start, hunk.old_end, pending.new_start, hunk.new_end)
        elif pending:
            yield pending
        pending = hunk
    if pending:
        yield pending
