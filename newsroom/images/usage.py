"""Where images are used. Apps above register what shows images, because this one may not import them.

    usage.register(usage.Place(image_ids=…, uses=…, search=…))

Call it in `ready()` of the app. Everything that asks where an image is used then knows the new place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from newsroom.exceptions import InvalidState
from newsroom.images.models import Image, ImageQuerySet

Ids = QuerySet[Any, Any]
"""A queryset of one column, ids of images without NULL, for use as a subquery."""


class Viewer(Protocol):
    """Whoever asks. Places decide what this user may see."""

    def has_perm(self, perm: str) -> bool: ...


@dataclass(frozen=True)
class Use:
    """Something that shows an image, as the user may see it; without an address it cannot be opened."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Place:
    """A kind of object that shows images.

    `image_ids()` returns all images that such objects show. `uses(image, user)` returns the objects; those that the
    user may not see are counted without being named. `search(words, user)` returns the images in the objects that these
    words name, among those that the user may see.
    """

    image_ids: Callable[[], Ids]
    uses: Callable[[Image, Any], Iterable[Use]]
    search: Callable[[str, Any], Ids] | None = None


_places: list[Place] = []


def register(place: Place) -> None:
    """Add a place."""
    _places.append(place)


def uses_of(image: Image, user: Viewer) -> list[Use]:
    """Return everything that shows the image."""
    return [use for place in _places for use in place.uses(image, user)]


def is_used(image: Image) -> bool:
    """Return whether anything shows the image, seen by anybody or not."""
    return any(Image.objects.filter(pk=image.pk, pk__in=place.image_ids()).exists() for place in _places)


def unused(images: ImageQuerySet) -> ImageQuerySet:
    """Return the images that nothing shows."""
    for place in _places:
        images = images.exclude(pk__in=place.image_ids())
    return images


def shown_in(images: ImageQuerySet, words: str, user: Viewer) -> ImageQuerySet:
    """Return the images in the objects that these words name."""
    found = Q(pk__in=[])
    for place in _places:
        if place.search is not None:
            found |= Q(pk__in=place.search(words, user))
    return images.filter(found)


def require_unused(image: Image) -> None:
    """Raise InvalidState if anything shows the image."""
    if is_used(image):
        raise InvalidState(_("Изображение «%(title)s» используется: удалить его нельзя.") % {"title": image.title})
