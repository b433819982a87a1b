"""Who may do what to an article, as a table of the tests' own.

Written from the design, section 4; it shares nothing with the product's.
"""

from collections.abc import Callable
from dataclasses import dataclass

ROLES = ("head", "editor", "journalist", "corrector", "moderator")


@dataclass(frozen=True)
class Case:
    """One person's relation to one article at one moment."""

    held: frozenset[str]
    state: str
    is_live: bool
    writer: bool
    claimed_by: bool
    forced: bool = False

    @property
    def may_edit_any(self) -> bool:
        return bool(self.held & {"head", "editor"})

    @property
    def reads(self) -> bool:
        return (self.may_edit_any or "corrector" in self.held) and not self.writer

    @property
    def writes(self) -> bool:
        return self.may_edit_any or ("journalist" in self.held and self.writer)


BEFORE_PUBLISHING = "draft submitted proofing returned approved scheduled"
ANYWHERE = BEFORE_PUBLISHING + " published withdrawn spiked"

# verb: states it leads from, the state it leads to, whether the article is live, who may
TABLE: dict[str, tuple[str, str, bool | None, Callable[[Case], bool]]] = {
    "submit": ("draft returned", "submitted", None, lambda c: c.writes),
    "recall": (
        "submitted",
        "draft",
        None,
        lambda c: c.writer and bool(c.held & {"journalist", "editor", "head"}),
    ),
    "claim": ("submitted", "proofing", None, lambda c: c.reads),
    "release": ("proofing", "submitted", None, lambda c: c.claimed_by or c.may_edit_any),
    "take_over": ("proofing", "proofing", None, lambda c: c.reads and not c.claimed_by),
    "send_back": (
        "submitted proofing approved scheduled",
        "returned",
        None,
        lambda c: c.may_edit_any or "corrector" in c.held,
    ),
    "approve": (
        "submitted proofing",
        "approved",
        None,
        lambda c: c.reads and (c.claimed_by or c.state == "submitted"),
    ),
    "schedule": ("approved", "scheduled", None, lambda c: c.may_edit_any),
    "unschedule": ("scheduled", "approved", None, lambda c: c.may_edit_any),
    "publish": ("approved scheduled", "published", None, lambda c: c.may_edit_any),
    "force_publish": (
        "draft submitted proofing returned",
        "published",
        None,
        lambda c: c.may_edit_any,
    ),
    "catch_up": (ANYWHERE, "", True, lambda c: c.reads and not c.forced),
    "revise": ("published", "draft", True, lambda c: c.writes),
    "discard": (BEFORE_PUBLISHING, "published", True, lambda c: c.writes),
    "fix_typo": (ANYWHERE, "", True, lambda c: "corrector" in c.held),
    "withdraw": (ANYWHERE, "withdrawn", True, lambda c: c.may_edit_any),
    "restore": ("withdrawn", "draft", False, lambda c: c.may_edit_any),
    "spike": (
        "draft returned submitted approved",
        "spiked",
        False,
        lambda c: c.may_edit_any or (c.writes and c.state == "draft"),
    ),
    "unspike": ("spiked", "draft", False, lambda c: c.writes),
}


def expected(verb: str, case: Case) -> bool:
    states, _target, live, who = TABLE[verb]
    fits = case.state in states.split() and live in (None, case.is_live)
    return fits and bool(case.held) and who(case)
