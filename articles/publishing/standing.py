"""What stands on the site beside pieces: sections, tags, the outlet and its texts."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from articles.models import Outlet, PublishedText, Section, Tag, Text
from articles.permissions import NO_RIGHT
from articles.refusals import NotAllowed
from newsroom.editions import begin, redirects
from newsroom.lib.html import clean
from staff.models import User


def save_section(section: Section, *, by: User) -> None:
    """Store a section; a changed address leaves a redirect. Raises NotAllowed."""
    _save(section, by=by, kind="section")


def remove_section(section: Section, *, by: User) -> None:
    """Delete a section that no piece stands in: switched on, its address answered. Raises NotAllowed."""
    if not (by.is_active and by.has_perm("articles.delete_section")):
        raise NotAllowed(NO_RIGHT)
    with transaction.atomic():
        section.delete()
        begin()


def save_tag(tag: Tag, *, by: User) -> None:
    """Store a tag; a changed address leaves a redirect. Raises NotAllowed."""
    _save(tag, by=by, kind="tag")


def save_outlet(outlet: Outlet, *, by: User) -> None:
    """Store the outlet's name and contacts. Raises NotAllowed."""
    outlet.pk = 1
    _save(outlet, by=by)


def _save(standing: models.Model, *, by: User, kind: str = "") -> None:
    label = standing._meta.model_name
    if not (by.is_active and by.has_perm(f"articles.change_{label}")):
        raise NotAllowed(NO_RIGHT)
    with transaction.atomic():
        former = _former_slug(standing) if kind else ""
        standing.save()
        slug: Any = getattr(standing, "slug", "")
        if former:
            redirects.rename(kind, former, slug, standing.pk)
        begin()


def _former_slug(standing: models.Model) -> str:
    rows = type(standing)._default_manager.filter(pk=standing.pk)
    return rows.values_list("slug", flat=True).first() or ""


def publish_text(text: Text, *, by: User) -> PublishedText | None:
    """Put a new version of an institutional text on the site; None if nothing changed.

    The head publishes, without a second reader. Raises NotAllowed.
    """
    if not (by.is_active and by.has_perm("articles.publish_text")):
        raise NotAllowed(NO_RIGHT)
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
