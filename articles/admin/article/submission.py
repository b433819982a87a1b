"""What a submitted article form asks for beside its fields."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import QueryDict

from articles import workflow
from newsroom.utils.optimistic_locking.admin import posted_version

RESCHEDULE = "reschedule"
# `place` is saving the placement fields; `fix_typo` has a page of its own.
WITHOUT_BUTTON = frozenset({"place", "fix_typo"})
PERFORMABLE = (frozenset(workflow.RULES) - WITHOUT_BUTTON) | {RESCHEDULE}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Submission:
    """The control fields of one POST of the article form."""

    version: int
    """The version of the article that the form showed; 0 for a new article."""
    transition: str
    """The transition to make after saving, or an empty string."""
    key: UUID | None
    """The one-time key of the add form: two posts with one key make one article."""
    reading_token: str
    """The proof that the form with the text was open; see `articles.admin.transitions.reading`."""


def read_submission(data: QueryDict) -> Submission:
    """Read the control fields. Raise PermissionDenied or BadRequest for what our form never sends."""
    if "_saveasnew" in data:
        raise PermissionDenied
    transition = data.get("_transition", "")
    if transition and transition not in PERFORMABLE:
        raise BadRequest(f"unknown transition: {transition[:20]!r}")
    key = data.get("submission_key", "")
    return Submission(
        version=posted_version(data),
        transition=transition,
        key=UUID(key) if _UUID.fullmatch(key) else None,
        reading_token=data.get("reading_token", ""),
    )
