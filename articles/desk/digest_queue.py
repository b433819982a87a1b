"""Digests that wait for this person, for the start page."""

from django.db.models import Q

from articles import digest_permissions
from articles.models import Digest
from articles.workflow import State
from staff.models import User

LENGTH = 5


def waiting_for(user: User) -> list[Digest]:
    """To be read, to be published, or his own drafts; the longest waiting first."""
    asked = Q(state=State.DRAFT, creator=user)
    if digest_permissions.has_right(user, "approve"):
        asked |= Q(state=State.SUBMITTED) & ~Q(creator=user)
    if digest_permissions.has_right(user, "publish"):
        asked |= Q(state=State.APPROVED)
    if not digest_permissions.has_right(user, "view"):
        return []
    return list(Digest.objects.filter(asked).order_by("moved_at", "pk")[:LENGTH])
