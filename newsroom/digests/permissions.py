"""Object permissions of digests. Each user is either a writer or a reviewer of a digest, never both."""

from collections.abc import Callable

from django.utils.functional import Promise

from articles.permissions import IS_A_WRITER, NO_RIGHT, NOT_A_WRITER, may_edit_any
from articles.workflow import State
from newsroom.digests.models import Digest
from newsroom.digests.workflow import RULES
from newsroom.workflow.rules import TransitionRule
from staff.models import User

Check = Callable[[Digest, User], Promise | None]


def has_right(user: User, right: str) -> bool:
    """Return whether one of the user's roles gives the permission, e.g. `publish`."""
    return user.is_active and user.has_perm(f"digests.{right}_digest")


def _right(right: str) -> Check:
    return lambda digest, user: None if has_right(user, right) else NO_RIGHT


def _write(digest: Digest, user: User) -> Promise | None:
    if not has_right(user, "change"):
        return NO_RIGHT
    return None if may_edit_any(user) or digest.is_written_by(user) else NOT_A_WRITER


def _review(digest: Digest, user: User) -> Promise | None:
    if not has_right(user, "approve"):
        return NO_RIGHT
    return IS_A_WRITER if digest.is_written_by(user) else None


def _send_back(digest: Digest, user: User) -> Promise | None:
    return None if has_right(user, "approve") or has_right(user, "publish") else NO_RIGHT


CHECKS: dict[str, Check] = {
    "submit": _write,
    "recall": _write,
    "send_back": _send_back,
    "approve": _review,
    "publish": _right("publish"),
    "revise": _write,
    "discard": _write,
    "withdraw": _right("publish"),
    "restore": _right("publish"),
    "spike": _write,
    "unspike": _write,
}


def reason_against(transition: str, digest: Digest, user: User) -> Promise | None:
    """Return why this user may not take the transition, or None. Raises KeyError for an unknown transition."""
    check = CHECKS[transition]
    return check(digest, user) if user.is_active else NO_RIGHT


def may_edit(digest: Digest, user: User) -> bool:
    """Return whether this user may change the text in the current state."""
    match digest.state:
        case State.DRAFT:
            return _write(digest, user) is None
        case State.APPROVED:
            return has_right(user, "change") and may_edit_any(user)
        case _:
            return False


def transitions_for(digest: Digest, user: User) -> list[TransitionRule]:
    """Return the transitions that this user can take now, in the order of the workflow."""
    return [
        rule
        for rule in RULES.values()
        if rule.applies_to(digest.state, is_live=digest.is_live) and reason_against(rule.name, digest, user) is None
    ]


def reviewers_for(digest: Digest) -> list[User]:
    """Return the users who may review this digest: they may approve by role and are not its writers."""
    reviewers = User.objects.with_perm("digests.approve_digest")
    return [user for user in reviewers if user.pk not in digest.writer_ids]
