"""Which people have an image as their portrait."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom.images.models import Image
from newsroom.images.usage import Ids, Place, Use
from staff.models import Person, User


def _image_ids() -> Ids:
    return Person.objects.filter(portrait__isnull=False).order_by().values("portrait")


def _uses(image: Image, user: User) -> Iterable[Use]:
    may_open = user.has_perm("staff.view_person")
    for person in Person.objects.filter(portrait=image):
        address = reverse("admin:staff_person_change", args=[person.pk]) if may_open else ""
        yield Use(_("портрет: %(name)s") % {"name": person.name}, address)


PLACE = Place(_image_ids, _uses)
