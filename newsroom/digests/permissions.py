"""Who may do what with a digest: writer or reader of it, never both, as with an article."""

from collections.abc import Callable

from django.utils.functional import Promise

from articles.permissions import IS_A_WRITER, NO_RIGHT, NOT_A_WRITER, may_edit_any
from articles.workflow import State, Step
from newsroom.digests import workflow
from newsroom.digests.models import Digest
from staff.models import User

Rule = Callable[[Digest, User], Promise | None]


def has_right(user: User, right: str) -> bool:
    """Whether one of the person's roles gives the right, e.g. `publish`."""
    return user.is_active and user.has_perm(f"digests.{right}_digest")


def _right(right: str) -> Rule:
    return lambda digest, user: None if has_right(user, right) else NO_RIGHT


def _write(digest: Digest, user: User) -> Promise | None:
    if not has_right(user, "change"):
        return NO_RIGHT
    return None if may_edit_any(user) or digest.is_written_by(user) else NOT_A_WRITER


def _read(digest: Digest, user: User) -> Promise | None:
    if not has_right(user, "approve"):
        return NO_RIGHT
    return IS_A_WRITER if digest.is_written_by(user) else None


def _send_back(digest: Digest, user: User) -> Promise | None:
    return None if has_right(user, "approve") or has_right(user, "publish") else NO_RIGHT


RULES: dict[str, Rule] = {
    "submit": _write,
    "recall": _write,
    "send_back": _send_back,
    "approve": _read,
    "publish": _right("publish"),
    "revise": _write,
    "discard": _write,
    "withdraw": _right("publish"),
    "restore": _right("publish"),
    "spike": _write,
    "unspike": _write,
}


def reason_against(verb: str, digest: Digest, user: User) -> Promise | None:
    """Why this person may not press the verb on this digest, or None. Unknown verb: KeyError."""
    rule = RULES[verb]
    return rule(digest, user) if user.is_active else NO_RIGHT


def may_edit(digest: Digest, user: User) -> bool:
    """Whether this person may change the text in the present state; an approved one loses its approval by it."""
    match digest.state:
        case State.DRAFT:
            return _write(digest, user) is None
        case State.APPROVED:
            return has_right(user, "change") and may_edit_any(user)
        case _:
            return False


def verbs_for(digest: Digest, user: User) -> list[Step]:
    """The steps that this person can take now, in the order of the table."""
    return [
        step
        for step in workflow.STEPS
        if step.leads_from(digest.state, is_live=digest.is_live) and reason_against(step.verb, digest, user) is None
    ]


def reviewers_for(digest: Digest) -> list[User]:
    """Who may approve this digest: a reader by role, not a writer of it."""
    readers = User.objects.with_perm("digests.approve_digest")
    return [user for user in readers if user.pk not in digest.writer_ids]
