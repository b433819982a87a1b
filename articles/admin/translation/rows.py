"""The original and its translation side by side, and what has changed in the original since somebody looked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Translation
from articles.models.translation import TRANSLATED
from newsroom.body.cleaning import clean
from newsroom.body.description import described
from newsroom.utils.alignment import diff_hunks
from newsroom.utils.diff import Paragraph, diff_paragraphs, matched_paragraphs
from newsroom.utils.html import to_text
from newsroom.utils.html.tree import Element, Node, parse, serialize

ChangeKind = Literal["", "changed", "added", "removed", "moved"]
BEFORE_BODY = ("kicker", "headline", "lead")
AFTER_BODY = tuple(name for name in TRANSLATED if name not in (*BEFORE_BODY, "body"))


@dataclass(frozen=True)
class Row:
    """A paragraph or block of the original beside the one of the translation; either may be missing."""

    original: SafeString
    own: SafeString
    change: ChangeKind = ""
    difference: tuple[Paragraph, ...] = ()
    label: str = ""
    place: int | None = None
    """The position of the own paragraph in the body."""

    @property
    def is_untranslated(self) -> bool:
        """Whether the words are still those of the original."""
        return bool(to_text(self.own)) and self.original == self.own


@dataclass(frozen=True)
class Step:
    """What became of a block: its positions in the checked and in the present text."""

    old: int | None
    new: int | None
    change: ChangeKind


def rows_of(pair: Translation) -> list[Row]:
    """Return the texts of the pair side by side: headline and lead, the body by blocks, other words last."""
    return [*_fields(pair, BEFORE_BODY), *_body(pair), *_fields(pair, AFTER_BODY)]


def _fields(pair: Translation, names: Sequence[str]) -> Iterator[Row]:
    for name in names:
        checked, original, own = pair.checked.get(name, ""), getattr(pair.original, name), getattr(pair.article, name)
        if not (checked or original or own):
            continue
        label = str(Article._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        change: ChangeKind = "" if checked == original else "changed" if original else "removed"
        difference = tuple(diff_paragraphs(_as_html(checked), _as_html(original))) if change else ()
        yield Row(_as_html(original), _as_html(own), change, difference, label)


def _as_html(text: str) -> SafeString:
    return mark_safe(f"<p>{escape(text)}</p>" if text else "")  # noqa: S308 - escaped


def _body(pair: Translation) -> Iterator[Row]:
    """Yield the blocks in the order of the original; what only the translation has follows its neighbour."""
    old, new, own = (blocks_of(body) for body in (pair.checked.get("body", ""), pair.original.body, pair.article.body))
    place_of = dict(_aligned(old, own))
    known, shown = set(place_of.values()), -1
    for step in steps_between(old, new):
        place = None if step.old is None else place_of.get(step.old)
        if place is not None:
            yield from (_row("", own[index], place=index) for index in _alone(known, shown, place))
            shown = max(shown, place)
        yield _row(
            "" if step.new is None else new[step.new],
            "" if place is None else own[place],
            step.change,
            "" if step.old is None else old[step.old],
            place,
        )
    yield from (_row("", own[index], place=index) for index in _alone(known, shown, len(own)))


def _alone(known: set[int], after: int, before: int) -> list[int]:
    return [index for index in range(after + 1, before) if index not in known]


def _row(original: str, own: str, change: ChangeKind = "", checked: str = "", place: int | None = None) -> Row:
    in_words = change in ("changed", "removed")
    difference = diff_paragraphs(described(checked), described(original)) if in_words else []
    return Row(_shown(original), _shown(own), change, tuple(difference), place=place)


def _shown(block: str) -> SafeString:
    return mark_safe(described(block))  # noqa: S308 - sanitised by `blocks_of`


def blocks_of(body: str) -> list[str]:
    """Return the top-level blocks of a body as clean HTML."""
    return [serialize([node]) for node in parse(clean(body)) if isinstance(node, Element) or node.strip()]


def steps_between(old: list[str], new: list[str]) -> list[Step]:
    """Return what became of each block, in the order of the new text; removed ones stand where they were."""
    hunks = diff_hunks(old, new)
    moved = _moved(old, new)
    steps: list[Step] = []
    old_at = new_at = 0
    for hunk in hunks:
        steps += _same(old_at, hunk.old_start, new_at)
        gone = [index for index in range(hunk.old_start, hunk.old_end) if index not in moved.values()]
        came = [index for index in range(hunk.new_start, hunk.new_end) if index not in moved]
        changed = {came[right]: gone[left] for left, right in _became(old, new, gone, came)}
        removed = [index for index in gone if index not in changed.values()]
        for index in range(hunk.new_start, hunk.new_end):
            before = changed.get(index)
            while before is not None and removed and removed[0] < before:
                steps.append(Step(removed.pop(0), None, "removed"))
            steps.append(_arrived(index, before, moved.get(index)))
        steps += [Step(index, None, "removed") for index in removed]
        old_at, new_at = hunk.old_end, hunk.new_end
    return steps + _same(old_at, len(old), new_at)


def _same(start: int, end: int, new_start: int) -> list[Step]:
    return [Step(index, new_start + index - start, "") for index in range(start, end)]


def _arrived(index: int, before: int | None, moved_from: int | None) -> Step:
    if moved_from is not None:
        return Step(moved_from, index, "moved")
    return Step(before, index, "added" if before is None else "changed")


def _moved(old: list[str], new: list[str]) -> dict[int, int]:
    """Return the positions of blocks that stand elsewhere with the same content: new to old."""
    hunks = diff_hunks(old, new)
    gone: dict[str, list[int]] = {}
    for hunk in hunks:
        for index in range(hunk.old_start, hunk.old_end):
            gone.setdefault(old[index], []).append(index)
    came = (index for hunk in hunks for index in range(hunk.new_start, hunk.new_end))
    return {index: gone[new[index]].pop(0) for index in came if gone.get(new[index])}


def _became(old: list[str], new: list[str], gone: list[int], came: list[int]) -> list[tuple[int, int]]:
    """Return the pairs of blocks that became each other: the most similar ones, or one alone that replaced one."""
    if len(gone) == len(came) == 1:
        return [(0, 0)]
    return matched_paragraphs([to_text(old[index]) for index in gone], [to_text(new[index]) for index in came])


def _aligned(old: list[str], own: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the positions of the blocks of two texts in two languages that belong together, by the kinds of blocks."""
    old_kinds, own_kinds = [_kind(block) for block in old], [_kind(block) for block in own]
    old_at = own_at = 0
    for hunk in diff_hunks(old_kinds, own_kinds):
        yield from zip(range(old_at, hunk.old_start), range(own_at, hunk.new_start), strict=True)
        left, right = range(hunk.old_start, hunk.old_end), range(hunk.new_start, hunk.new_end)
        yield from ((one, other) for one, other in zip_longest(left, right) if None not in (one, other))
        old_at, own_at = hunk.old_end, hunk.new_end
    yield from zip(range(old_at, len(old)), range(own_at, len(own)), strict=True)


def _kind(block: str) -> tuple[str, str]:
    """Return the name of the element, with what a figure or an aside shows."""
    node: Node = parse(block)[0]
    if isinstance(node, str):
        return ("p", "")
    return (node.name, next(iter(node.attributes.values()), "") if node.name in ("figure", "aside") else "")
