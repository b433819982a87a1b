"""The words of a picture: an article takes them over with it, so that they are read and approved with the rest."""

from collections.abc import Mapping

from newsroom.images.models import Image
from newsroom.utils.text import clean_line

WORDS = ("caption", "credit", "alt")


def words_brought(former: int | None, chosen: int | None, typed: Mapping[str, str]) -> dict[str, str]:
    """What another picture changes of the words typed beside it; what somebody wrote himself stays.

    `former` and `chosen` are pictures' ids. No statement is sent where they are the same.
    """
    if former == chosen:
        return {}
    images = Image.objects.in_bulk([pk for pk in (former, chosen) if pk])
    had, has = _words(images.get(former or 0)), _words(images.get(chosen or 0))
    return {name: has[name] for name in WORDS if typed[name] in ("", had[name])}


def _words(image: Image | None) -> dict[str, str]:
    return {name: clean_line(getattr(image, name)) if image else "" for name in WORDS}
