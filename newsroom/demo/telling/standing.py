"""What the editors do beside the pieces: the top of the front page, and the order among the tags."""

from articles import actions
from newsroom.demo.front import DemoFront
from newsroom.demo.sections import FormerTag
from newsroom.demo.telling.told import Told
from newsroom.website.models import Tag
from staff.models import User


def set_front(front: DemoFront, told: Told) -> None:
    """Put the picks on top of the language's front page."""
    picks = [
        actions.Pick(place, told.publication(key), ends.on(told.now)) for place, (key, ends) in enumerate(front.picks)
    ]
    actions.set_front(front.language, picks, by=User.objects.get(username=front.who))


def merge_tag(former: FormerTag) -> None:
    """Let two tags for the same thing become one."""
    tag, into = Tag.objects.get(slug=former.tag.slug), Tag.objects.get(slug=former.into)
    actions.merge_tags(tag, into, by=User.objects.get(username=former.who))
