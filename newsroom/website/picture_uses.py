"""Whether the outlet shows an image, as its logo or its cover."""

from collections.abc import Iterable

from django.contrib.auth.models import PermissionsMixin
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom.images.models import Image
from newsroom.images.usage import Ids, Place, Use
from newsroom.website.models import Outlet


def _image_ids() -> Ids:
    logos = Outlet.objects.filter(logo__isnull=False).order_by().values("logo")
    return logos.union(Outlet.objects.filter(cover__isnull=False).order_by().values("cover"))


def _uses(image: Image, user: PermissionsMixin) -> Iterable[Use]:
    if not Outlet.objects.showing(image.pk).exists():
        return []
    may_open = user.has_perm("website.view_outlet")
    return [Use(_("сведения об издании"), reverse("admin:website_outlet_change", args=[1]) if may_open else "")]


PLACE = Place(_image_ids, _uses)
