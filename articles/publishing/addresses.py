"""What live pieces stand in, carry and are signed by: an address that readers can open never ends in nothing again."""

from collections.abc import Iterable

from articles.models import PublicationByline, PublicationTag
from newsroom.editions import redirects
from newsroom.editions.redirects import Kind


def keep(
    sections: Iterable[int | None], tags: Iterable[PublicationTag], bylines: Iterable[PublicationByline] = ()
) -> None:
    """Mark the sections, given by id, and the tags and people of these rows as public; one statement."""
    things = {(Kind.SECTION, pk) for pk in sections}
    things |= {(Kind.TAG, row.tag_id) for row in tags}
    things |= {(Kind.PERSON, row.person_id) for row in bylines}
    redirects.mark_public(*((kind, pk) for kind, pk in things if pk is not None))
