"""What stands on the site beside pieces: sections, tags, the outlet and its texts."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Outlet, PublicationTag, PublishedText, Section, Tag, Text
from articles.models.outlet import PICTURES
from articles.permissions import NO_RIGHT
from articles.refusals import NotAllowed, NotReady
from newsroom.editions import begin, redirects
from newsroom.images import public
from newsroom.lib.html import clean
from staff.models import User

from . import search
from .live import release_image


def save_section(section: Section, *, by: User) -> None:
    """Store a section; a changed address leaves a redirect. Raises NotAllowed, NotReady for a third level."""
    _demand(by, "change_section")
    with transaction.atomic():
        if reason := _reason_against_level(section):
            raise NotReady(reason)
        _store(section, "section")
        begin()


def _reason_against_level(section: Section) -> str:
    if section.parent_id is None:
        return ""
    parent = Section.objects.select_for_update(no_key=True).filter(pk=section.parent_id).first()
    if parent is None:
        return _("Рубрики, в которую вы ставите эту, уже нет.")
    if parent.parent_id is not None or parent.pk == section.pk:
        return _("Рубрик два уровня: «%(name)s» сама стоит в другой.") % {"name": parent.name}
    if section.pk and section.children.exists():
        return _("У этой рубрики есть подрубрики: сначала уберите их.")
    return ""


def remove_section(section: Section, *, by: User) -> None:
    """Delete a section that no piece stands in: switched on, its address answered. Raises NotAllowed."""
    _demand(by, "delete_section")
    with transaction.atomic():
        redirects.forget_object("section", section.pk)
        section.delete()
        begin()


def save_tag(tag: Tag, *, by: User) -> None:
    """Store a tag; a changed address leaves a redirect, changed names are found soon. Raises NotAllowed."""
    _demand(by, "change_tag")
    with transaction.atomic():
        _store(tag, "tag")
        search.outdate(PublicationTag.objects.filter(tag=tag).values_list("publication", flat=True))
        begin()


def remove_tag(tag: Tag, *, by: User) -> None:
    """Delete a tag that no piece carries. Raises NotAllowed."""
    _demand(by, "delete_tag")
    with transaction.atomic():
        key = tag.pk
        tag.delete()
        if redirects.forget_object("tag", key):
            begin()


def save_outlet(outlet: Outlet, *, by: User) -> None:
    """Store the outlet's name, contacts, imprint and pictures. Raises NotAllowed."""
    _demand(by, "change_outlet")
    outlet.pk = 1
    with transaction.atomic():
        before = Outlet.objects.filter(pk=1).first()
        outlet.save()
        _show_pictures(outlet, before)
        begin()


def _show_pictures(outlet: Outlet, before: Outlet | None) -> None:
    """Make the outlet's pictures public, and take down those that it had before."""
    shown = {image.pk: image for name in PICTURES if (image := getattr(outlet, name))}
    for image in shown.values():
        public.publish(image)
    former = {getattr(before, f"{name}_id") for name in PICTURES} if before else set()
    for key in former - {None, *shown}:
        release_image(key)


def _demand(by: User, right: str) -> None:
    if not (by.is_active and by.has_perm(f"articles.{right}")):
        raise NotAllowed(NO_RIGHT)


def _store(standing: models.Model, kind: str) -> None:
    former = type(standing)._default_manager.filter(pk=standing.pk).values_list("slug", flat=True).first()
    standing.save()
    if former:
        slug: Any = getattr(standing, "slug", "")
        redirects.rename(kind, former, slug, standing.pk)


def publish_text(text: Text, *, by: User) -> PublishedText | None:
    """Put a new version of an institutional text on the site; None if nothing changed.

    The head publishes, without a second reader. Raises NotAllowed.
    """
    _demand(by, "publish_text")
    with transaction.atomic():
        versions = PublishedText.objects.select_for_update().filter(kind=text.kind, language=text.language)
        last = versions.order_by("-version").first()
        body = clean(text.body)
        if last and (last.title, last.body) == (text.title, body):
            return None
        published = PublishedText.objects.create(
            kind=text.kind,
            language=text.language,
            version=last.version + 1 if last else 1,
            title=text.title,
            body=body,
            published_at=timezone.now(),
        )
        begin()
    return published
