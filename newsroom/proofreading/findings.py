"""The one interface of proofreading: `check()` a text, `apply()` what was accepted."""

from collections.abc import Iterable
from dataclasses import dataclass

from newsroom.proofreading.alignment import changes
from newsroom.proofreading.messages import describe
from newsroom.proofreading.typography import fix

LANGUAGES = ("ru", "kk")


@dataclass(frozen=True)
class Finding:
    """A passage of a text that may be wrong. `start` and `length` count Unicode characters."""

    start: int
    length: int
    kind: str
    message: str
    suggestions: tuple[str, ...]
    rule: str


def check(text: str, language: str) -> list[Finding]:
    """Return the findings about a plain text, in its order. No two overlap."""
    findings = []
    for start, before, after in changes(text, fix(text, language)):
        rule, message = describe(before, after)
        findings.append(Finding(start, len(before), "typography", message, (after,), rule))
    return findings


def apply(text: str, findings: Iterable[Finding]) -> str:
    """Return `text` with the first suggestion of each of its findings, given in the order of the text."""
    parts, position = [], 0
    for finding in findings:
        if finding.suggestions:
            parts += [text[position : finding.start], finding.suggestions[0]]
            position = finding.start + finding.length
    return "".join([*parts, text[position:]])
