"""Saves and removes sections, tags, the outlet and its institutional texts."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import search_index
from articles.actions.published_media import release_images
from articles.models import Article, ArticleTag, Text
from articles.permissions import NO_RIGHT
from newsroom.exceptions import Incomplete, InvalidState, NotPermitted
from newsroom.images import public
from newsroom.page_cache.models import SiteVersion
from newsroom.redirects import redirects
from newsroom.utils.html import clean
from newsroom.website.models import Outlet, PublishedArticle, PublishedTag, PublishedText, Section, Tag
from newsroom.website.models.outlet import PICTURES
from staff.models import User

MERGE_SECTION = gettext_lazy("Объедините её с другой: туда перейдут материалы, туда поведёт и адрес.")
MERGE_TAG = gettext_lazy("Объедините его с другим: туда перейдут материалы, туда поведёт и адрес.")


def save_section(section: Section, *, by: User) -> None:
    """Store a section; a changed address leaves a redirect. Raises NotPermitted, Incomplete for a third level."""
    _check_permission(by, "website.change_section")
    with transaction.atomic():
        if reason := _reason_against_level(section):
            raise Incomplete(reason)
        _save_with_redirect(section, "section")
        if section.is_enabled:
            redirects.mark_public(("section", section.pk))
        SiteVersion.bump()


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
    """Delete an empty section that was never public. Raises NotPermitted, InvalidState."""
    _check_permission(by, "website.delete_section")
    with transaction.atomic():
        if reason := reason_against_removing_section(section):
            raise InvalidState(reason)
        section.delete()
        SiteVersion.bump()


def reason_against_removing_section(section: Section) -> str:
    """Return why the section cannot be deleted and what to do instead, or "". Withdrawn articles count too."""
    users = (
        Article.objects.filter(section=section),
        PublishedArticle.objects.filter(section=section),
        section.children,
    )
    if any(rows.exists() for rows in users):
        reason = _("Рубрику «%(name)s» удалить нельзя: в ней стоят материалы или подрубрики. %(instead)s")
    elif redirects.was_public("section", section.pk) or redirects.has_redirects("section", section.pk):
        reason = _("Рубрику «%(name)s» удалить нельзя: её адрес уже видели читатели. %(instead)s")
    else:
        return ""
    return reason % {"name": section.name, "instead": MERGE_SECTION}


def save_tag(tag: Tag, *, by: User) -> None:
    """Store a tag; a changed address leaves a redirect, changed names are indexed soon. Raises NotPermitted."""
    _check_permission(by, "website.change_tag")
    with transaction.atomic():
        _save_with_redirect(tag, "tag")
        search_index.outdate_tagged(tag)
        SiteVersion.bump()


def remove_tag(tag: Tag, *, by: User) -> None:
    """Delete an unused tag that was never public. Raises NotPermitted, InvalidState."""
    _check_permission(by, "website.delete_tag")
    with transaction.atomic():
        if reason := reason_against_removing_tag(tag):
            raise InvalidState(reason)
        key = tag.pk
        tag.delete()
        if redirects.remove_redirects_to("tag", key):
            SiteVersion.bump()


def reason_against_removing_tag(tag: Tag) -> str:
    """Return why the tag cannot be deleted and what to do instead, or ""."""
    if ArticleTag.objects.filter(tag=tag).exists() or PublishedTag.objects.filter(tag=tag).exists():
        reason = _("Тег «%(name)s» удалить нельзя: он стоит на материалах. %(instead)s")
    elif redirects.was_public("tag", tag.pk):
        reason = _("Тег «%(name)s» удалить нельзя: его адрес уже видели читатели. %(instead)s")
    else:
        return ""
    return reason % {"name": tag.local_name, "instead": MERGE_TAG}


def save_outlet(outlet: Outlet, *, by: User) -> None:
    """Store the outlet's name, contacts, imprint and images. Raises NotPermitted."""
    _check_permission(by, "website.change_outlet")
    outlet.pk = 1
    with transaction.atomic():
        outlet.bump_version()
        before = Outlet.objects.filter(pk=1).first()
        outlet.save(force_insert=outlet._state.adding)
        _publish_images(outlet, before)
        SiteVersion.bump()


def _publish_images(outlet: Outlet, before: Outlet | None) -> None:
    """Publish the outlet's images and withdraw those that it had before."""
    shown = {image.pk: image for name in PICTURES if (image := getattr(outlet, name))}
    for image in shown.values():
        public.publish(image)
    former = {getattr(before, f"{name}_id") for name in PICTURES} if before else set()
    release_images(former - {None, *shown})


def _check_permission(by: User, right: str) -> None:
    if not (by.is_active and by.has_perm(right)):
        raise NotPermitted(NO_RIGHT)


def _save_with_redirect(obj: Section | Tag, kind: str) -> None:
    obj.bump_version()
    former = type(obj)._default_manager.filter(pk=obj.pk).values_list("slug", flat=True).first()
    obj.save()
    if former:
        redirects.rename(kind, former, obj.slug, obj.pk)


def save_text(text: Text, *, by: User) -> None:
    """Store the working copy of an institutional text, which readers do not see. Raise NotPermitted, EditConflict."""
    _check_permission(by, "articles.change_text")
    with transaction.atomic():
        text.bump_version()
        text.save()


def publish_text(text: Text, *, by: User) -> PublishedText | None:
    """Publish a new version of an institutional text; return None if nothing changed.

    The head publishes without a review. Raises NotPermitted.
    """
    _check_permission(by, "articles.publish_text")
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
        SiteVersion.bump()
    return published
