"""Who may take which transition of an article: a table independent of the product's."""

from collections.abc import Callable
from dataclasses import dataclass

ROLES = ("head", "editor", "journalist", "corrector", "moderator")


@dataclass(frozen=True)
class Case:
    """A user's roles and relation to an article."""

    roles: frozenset[str]
    state: str
    is_live: bool
    writer: bool
    claimed_by: bool
    forced: bool = False

    @property
    def may_edit_any(self) -> bool:
        return bool(self.roles & {"head", "editor"})

    @property
    def may_review(self) -> bool:
        return (self.may_edit_any or "corrector" in self.roles) and not self.writer

    @property
    def may_write(self) -> bool:
        return self.may_edit_any or ("journalist" in self.roles and self.writer)


BEFORE_PUBLISHED = "draft submitted proofing returned approved scheduled"
ANYWHERE = BEFORE_PUBLISHED + " published withdrawn spiked"

# transition: its source states, its target state, whether the article is live, who may take it
TABLE: dict[str, tuple[str, str, bool | None, Callable[[Case], bool]]] = {
    "submit": ("draft returned", "submitted", None, lambda c: c.may_write),
    "recall": (
        "submitted",
        "draft",
        None,
        lambda c: c.writer and bool(c.roles & {"journalist", "editor", "head"}),
    ),
    "claim": ("submitted", "proofing", None, lambda c: c.may_review),
    "release": ("proofing", "submitted", None, lambda c: c.claimed_by or c.may_edit_any),
    "take_over": ("proofing", "proofing", None, lambda c: c.may_review and not c.claimed_by),
    "send_back": (
        "submitted proofing approved scheduled",
        "returned",
        None,
        lambda c: c.may_edit_any or "corrector" in c.roles,
    ),
    "approve": (
        "submitted proofing",
        "approved",
        None,
        lambda c: c.may_review and (c.claimed_by or c.state == "submitted"),
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
    "catch_up": (ANYWHERE, "", True, lambda c: c.may_review and not c.forced),
    "revise": ("published", "draft", True, lambda c: c.may_write),
    "discard": (BEFORE_PUBLISHED, "published", True, lambda c: c.may_write),
    "fix_typo": (ANYWHERE, "", True, lambda c: "corrector" in c.roles),
    "withdraw": (ANYWHERE, "withdrawn", True, lambda c: c.may_edit_any),
    "restore": ("withdrawn", "draft", False, lambda c: c.may_edit_any),
    "spike": (
        "draft returned submitted approved",
        "spiked",
        False,
        lambda c: c.may_edit_any or (c.may_write and c.state == "draft"),
    ),
    "unspike": ("spiked", "draft", False, lambda c: c.may_write),
}


def expected(transition: str, case: Case) -> bool:
    states, _target, live, who = TABLE[transition]
    fits = case.state in states.split() and live in (None, case.is_live)
    return fits and bool(case.roles) and who(case)
