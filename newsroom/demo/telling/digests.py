"""What people do with a digest, as the steps of its story tell it."""

from newsroom.demo import steps
from newsroom.demo.retellings import DemoDigest
from newsroom.demo.telling.told import Told
from newsroom.digests import actions as digest_actions
from newsroom.digests.content import Content, Item
from staff.models import User


def take(step: steps.Step, digest: DemoDigest, told: Told) -> None:
    """Let one step happen."""
    by = User.objects.get(username=step.who)
    match step.verb:
        case steps.WRITE:
            content = _content(digest, told)
            told.digests[digest.key] = digest_actions.create_digest(content, language=digest.language, by=by)
        case steps.EDIT:
            digest_actions.save_digest(told.digests[digest.key], _content(digest.after(step), told), by=by)
        case verb:
            digest_actions.press_digest(verb, told.digests[digest.key], by=by, reason=step.reason)


def _content(digest: DemoDigest, told: Told) -> Content:
    starts_on, ends_on = digest.period(told.now)
    items = [Item(told.publication(row.piece), row.headline, row.retelling) for row in digest.items]
    return Content(digest.title, starts_on, ends_on, digest.intro, items)
