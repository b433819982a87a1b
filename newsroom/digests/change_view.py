"""The form of a digest: save what was typed, then make the transition of the button."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.admin.article.fields import module
from articles.admin.common.published_lookup import newest_labels
from newsroom.digests import actions as digest_actions
from newsroom.digests import permissions, selection, workflow
from newsroom.digests.content import content_of
from newsroom.digests.forms import EditForm
from newsroom.digests.models import Digest
from newsroom.error_views import written
from newsroom.exceptions import ActionRefused, EditConflict
from newsroom.utils.optimistic_locking.admin import Conflict, posted_version
from newsroom.website.models import PublishedDigest
from staff.auth import current_user

PROPOSE = "_propose"
TRANSITION = "_transition"
NAMED_DIGESTS = 3
SHOWN_TRANSITIONS = 30
NOT_EDITABLE = gettext_lazy("Пока вы писали, дайджест ушёл дальше: сейчас его править нельзя.")


def add_digest(request: HttpRequest, site_context: dict[str, Any]) -> HttpResponse:
    """Show the form of a new digest; POST creates it."""
    language = _asked_language(request)
    if request.method != "POST":
        return _page(request, site_context, None, EditForm(None, digest=None, language=language))
    form = EditForm(request.POST, digest=None, language=language)
    if not form.is_valid():
        return _page(request, site_context, None, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        digest, is_new = digest_actions.create_digest_once(form.content(), language=language, by=current_user(request))
    except ActionRefused as refusal:
        return _page(request, site_context, None, form, refusal.http_status, reasons=refusal.reasons)
    if not is_new:
        messages.success(request, _("Сохранено."))
        return HttpResponseRedirect(digest.admin_url)
    return _perform(request, site_context, digest, form, digest.version)


def change_digest(request: HttpRequest, digest: Digest, site_context: dict[str, Any]) -> HttpResponse:
    """Show the form of a digest; POST saves it. A user who may not edit it posts a transition only."""
    has_text = request.method == "POST" and "title" in request.POST
    form = EditForm(request.POST if has_text else None, digest=digest, language=digest.language)
    if request.method != "POST":
        return _page(request, site_context, digest, form)
    version = posted_version(request.POST)
    if not has_text:
        return _perform(request, site_context, digest, form, version)
    user = current_user(request)
    if not form.is_valid():
        if permissions.may_edit(digest, user):
            return _page(request, site_context, digest, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        return _page(request, site_context, digest, form, HTTPStatus.CONFLICT, reasons=[NOT_EDITABLE])
    try:
        digest_actions.save_digest(digest, form.content(), by=user, version=version)
    except EditConflict as refusal:
        return _conflict_page(request, site_context, digest, refusal)
    except ActionRefused as refusal:
        return _page(request, site_context, digest, form, refusal.http_status, reasons=refusal.reasons)
    return _perform(request, site_context, digest, form, digest.version)


def _perform(
    request: HttpRequest, site_context: dict[str, Any], digest: Digest, form: EditForm, version: int
) -> HttpResponse:
    """Do what the button asks for beside saving. Show a refusal with the digest as it was saved."""
    name, user = request.POST.get(TRANSITION, ""), current_user(request)
    try:
        if name in workflow.RULES:
            reason = request.POST.get("reason", "")
            digest_actions.TRANSITIONS[name](digest, by=user, reason=reason, version=version)
            messages.success(request, f"{workflow.LABELS[name]}.")
        elif PROPOSE in request.POST:
            count = digest_actions.propose(digest, by=user, version=version)
            messages.success(request, _proposal_message(count, digest))
        else:
            messages.success(request, _("Сохранено."))
    except ActionRefused as refusal:
        digest.refresh_from_db()
        return _page(
            request, site_context, digest, form, refusal.http_status, reasons=refusal.reasons, version=digest.version
        )
    return HttpResponseRedirect(digest.admin_url)


def _conflict_page(
    request: HttpRequest, site_context: dict[str, Any], digest: Digest, refusal: EditConflict
) -> HttpResponse:
    """Show the stored text beside the typed one; a digest that may not be edited now shows the typed text to copy."""
    digest.refresh_from_db()
    form = EditForm(request.POST, digest=digest, language=digest.language)
    form.is_valid()
    extra: dict[str, Any] = {"reasons": refusal.reasons}
    if permissions.may_edit(digest, current_user(request)):
        conflict = Conflict(form.differences(), digest.version, stored_url=digest.admin_url)
        extra = {"conflict": conflict}
    return _page(request, site_context, digest, form, refusal.http_status, **extra)


def _page(
    request: HttpRequest,
    site_context: dict[str, Any],
    digest: Digest | None,
    form: EditForm,
    status: int = HTTPStatus.OK,
    **extra: Any,
) -> HttpResponse:
    user = current_user(request)
    may_edit = digest is None or permissions.may_edit(digest, user)
    context = {
        **site_context,
        "title": str(digest) if digest else _("Новый дайджест"),
        "opts": Digest._meta,
        "original": digest,
        "add": digest is None,
        "has_view_permission": True,
        "digest": digest,
        "form": form.text,
        "formset": form.items,
        "may_edit": may_edit,
        "unsaved_texts": [] if may_edit or not form.text.is_bound else written(request),
        "newest": newest_labels(form.language) if may_edit else [],
        "media": form.text.media + forms.Media(js=[module("js/live-article.js"), module("js/formset.js")]),
        **(_stored(digest, request) if digest else {}),
        **extra,
    }
    return TemplateResponse(request, "admin/digests/digest/change_form.html", context, status=status)


def _stored(digest: Digest, request: HttpRequest) -> dict[str, Any]:
    """Return what the page shows of a stored digest beside its form."""
    user = current_user(request)
    rules = permissions.transitions_for(digest, user)
    published = PublishedDigest.objects.live().filter(pk=digest.pk).first()
    return {
        "version": posted_version(request.POST) if request.method == "POST" else digest.version,
        "status": status_of(digest),
        "public_url": published.get_absolute_url() if published else "",
        "transitions": [rule for rule in rules if not rule.reason],
        "transitions_with_reason": [rule for rule in rules if rule.reason],
        "typed_reason": request.POST.get("reason", ""),
        "log": list(digest.transitions.select_related("user")[:SHOWN_TRANSITIONS]),
        "items": [] if permissions.may_edit(digest, user) else content_of(digest).items,
    }


def status_of(digest: Digest) -> str:
    """Return the state of a digest, and that readers have an earlier text of it."""
    state = str(digest.get_state_display())
    if digest.is_live and digest.state != "published":
        return _("%(state)s, прежний текст на сайте") % {"state": state}
    return state


def _asked_language(request: HttpRequest) -> str:
    asked = request.POST.get("language") or request.GET.get("language") or get_language()
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _proposal_message(count: int, digest: Digest) -> str:
    if count:
        return _("Добавлено материалов: %(count)d. Пересказы начаты с лидов: перепишите их.") % {"count": count}
    others = selection.digests_with_articles_of(digest)[:NAMED_DIGESTS]
    if others:
        names = ", ".join(f"«{other}» ({status_of(other)})" for other in others)
        return _("Все материалы этого периода уже стоят в дайджестах: %(digests)s.") % {"digests": names}
    return _("За этот период нет материалов, которых не было бы в дайджестах.")
