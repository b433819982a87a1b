"""What live articles stand in, carry and are signed by: an address that readers can open never ends in nothing again."""

from collections.abc import Iterable

from newsroom.redirects import redirects
from newsroom.redirects.redirects import Kind
from newsroom.website.models import PublishedByline, PublishedTag


def keep(sections: Iterable[int | None], tags: Iterable[PublishedTag], bylines: Iterable[PublishedByline] = ()) -> None:
    """Mark the sections, given by id, and the tags and people of these rows as public; one statement."""
    things = {(Kind.SECTION, pk) for pk in sections}
    things |= {(Kind.TAG, row.tag_id) for row in tags}
    things |= {(Kind.PERSON, row.person_id) for row in bylines}
    redirects.mark_public(*((kind, pk) for kind, pk in things if pk is not None))
