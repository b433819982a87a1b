"""States and transitions as data."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class TransitionRule:
    """One transition of a workflow.

    `target` is None if the state does not change. `is_live` is True or False if the transition needs a document that is
    or is not on the website, None if it does not matter. `reason` is the question that the user must answer, None if
    there is none. `has_form` marks a transition that asks for more than a reason on a page of its own.
    """

    name: str
    label: Promise
    sources: frozenset[str]
    target: str | None
    is_live: bool | None = None
    reason: Promise | None = None
    has_form: bool = False

    def applies_to(self, state: str, *, is_live: bool) -> bool:
        """Return whether a document in this state, live or not, can take the transition."""
        return self.is_live in (None, is_live) and state in self.sources


def by_name(rules: Iterable[TransitionRule]) -> dict[str, TransitionRule]:
    """Return the rules by name, in the given order."""
    return {rule.name: rule for rule in rules}
