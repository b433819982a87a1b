"""Digests that wait for this person, for the start page."""

from django.db.models import Q

from articles.workflow import State
from newsroom.digests import permissions
from newsroom.digests.models import Digest
from staff.models import User

LENGTH = 5


def waiting_for(user: User) -> list[Digest]:
    """To be read by him, to be published, or drafts that he writes; the longest waiting first."""
    if not permissions.has_right(user, "view"):
        return []
    is_his = Q(pk__in=Digest.objects.written_by(user).values("pk"))
    asked = Q(state=State.DRAFT) & is_his
    if permissions.has_right(user, "approve"):
        asked |= Q(state=State.SUBMITTED) & ~is_his
    if permissions.has_right(user, "publish"):
        asked |= Q(state=State.APPROVED)
    return list(Digest.objects.filter(asked).order_by("state_changed_at", "pk")[:LENGTH])
