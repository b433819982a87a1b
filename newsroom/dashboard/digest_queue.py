"""The digests that wait for a user, for the start page."""

from django.db.models import Q

from articles.workflow import State
from newsroom.digests import permissions
from newsroom.digests.models import Digest
from staff.models import User

LENGTH = 5


def waiting_for(user: User) -> list[Digest]:
    """Return digests to review, to publish, or drafts of this user; the longest waiting first."""
    if not permissions.has_right(user, "view"):
        return []
    is_own = Q(pk__in=Digest.objects.written_by(user).values("pk"))
    waiting = Q(state=State.DRAFT) & is_own
    if permissions.has_right(user, "approve"):
        waiting |= Q(state=State.SUBMITTED) & ~is_own
    if permissions.has_right(user, "publish"):
        waiting |= Q(state=State.APPROVED)
    return list(Digest.objects.filter(waiting).order_by("state_changed_at", "pk")[:LENGTH])
