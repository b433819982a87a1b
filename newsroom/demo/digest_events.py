"""Replays the events of demo digests through the actions that the admin calls."""

from newsroom.demo import history
from newsroom.demo.created import Created
from newsroom.demo.digests import DemoDigest
from newsroom.digests import actions
from newsroom.digests.content import Content, Item
from staff.models import User


def perform(event: history.Event, digest: DemoDigest, created: Created) -> None:
    """Perform one event of the digest's history."""
    by = User.objects.get(username=event.who)
    match event.action:
        case history.WRITE:
            content = _content(digest, created)
            created.digests[digest.key] = actions.create_digest(content, language=digest.language, by=by)
        case history.EDIT:
            content = _content(digest.after(event), created)
            actions.save_digest(created.digests[digest.key], content, by=by)
        case name:
            actions.TRANSITIONS[name](created.digests[digest.key], by=by, reason=event.reason)


def _content(digest: DemoDigest, created: Created) -> Content:
    starts_on, ends_on = digest.period(created.now)
    items = [Item(created.published(row.article), row.headline, row.retelling) for row in digest.items]
    return Content(digest.title, starts_on, ends_on, digest.intro, items)
