"""The screens of digests: list, form with its bar, preview. Saving and steps go through the door."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.admin.article.fields import module
from articles.admin.article.submission import posted_version
from articles.admin.common.published_lookup import newest_labels
from newsroom.digests import actions as digest_actions
from newsroom.digests import permissions, published_rows, selection, workflow
from newsroom.digests.content import content_of
from newsroom.digests.forms import DigestForm, ItemFormSet, content_from, rows_of
from newsroom.digests.models import Digest
from newsroom.error_views import written
from newsroom.exceptions import ActionRefused, EditConflict
from newsroom.utils import dates
from newsroom.website.models import PublishedDigest
from newsroom.website.views.digest import DigestPage, render_digest
from staff.auth import current_user

PROPOSE = "_propose"
VERB = "_verb"
NAMED = 3
GONE_ON = gettext_lazy("Пока вы писали, дайджест ушёл дальше: сейчас его править нельзя.")


@admin.register(Digest)
class DigestAdmin(admin.ModelAdmin[Digest]):
    """Digests. Nothing is deleted: what is not wanted any more is put into the basket or withdrawn."""

    list_display = ("title", "shown_state", "language", "shown_period", "shown_items")
    list_filter = ("state", "language")
    search_fields = ("title",)
    view_on_site = False

    class Media:
        css = {"all": ("css/admin/state.css", "css/admin/cards.css")}

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(self.preview_view)
        return [path("<int:pk>/preview/", preview, name="digests_digest_preview"), *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Digest | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Дайджесты"), **(extra_context or {})})

    @admin.display(description=gettext_lazy("состояние"), ordering="state")
    def shown_state(self, digest: Digest) -> SafeString:
        return format_html('<span class="state" data-state="{}">{}</span>', digest.state, where_it_stands(digest))

    @admin.display(description=gettext_lazy("период"), ordering="ends_on")
    def shown_period(self, digest: Digest) -> str:
        return dates.format_date_range(*digest.period, get_language() or settings.LANGUAGE_CODE)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Digest]:
        return super().get_queryset(request).annotate(items_count=Count("items"))

    @admin.display(description=gettext_lazy("материалов"))
    def shown_items(self, digest: Any) -> int:
        return int(digest.items_count)

    # The form

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)
        return _Screen(request, None, self.admin_site.each_context(request)).answer()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        digest = self.get_object(request, object_id)
        if digest is None or not self.has_view_permission(request, digest):
            return super().change_view(request, object_id, form_url, extra_context)
        return _Screen(request, digest, self.admin_site.each_context(request)).answer()

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The working copy on the readers' page."""
        digest = get_object_or_404(Digest, pk=pk)
        if not self.has_view_permission(request, digest):
            return HttpResponse(status=HTTPStatus.FORBIDDEN)
        published, items = published_rows.prepare_digest(digest)
        return render_digest(DigestPage(published, items, preview=True), request)


def where_it_stands(digest: Digest) -> str:
    """The state in words, and that readers have a former text of it."""
    state = str(digest.get_state_display())
    return _("%(state)s, прежний текст на сайте") % {"state": state} if _is_behind(digest) else state


def _is_behind(digest: Digest) -> bool:
    return digest.is_live and digest.state != "published"


class _Screen:
    """One request for the form of a digest: `digest` is None for a new one."""

    def __init__(self, request: HttpRequest, digest: Digest | None, site: dict[str, Any]) -> None:
        self.request, self.digest, self.user, self.site = request, digest, current_user(request), site
        self.is_sent = request.method == "POST"
        asked = request.POST.get("language") or request.GET.get("language") or get_language() or "ru"
        self.language = digest.language if digest else (asked if asked in ("ru", "kk") else "ru")
        stored = list(content_of(digest).items) if digest else []
        # Who may not edit is shown no fields, and presses a step only; a new digest is nothing but its fields.
        self.has_words = self.is_sent and (digest is None or "title" in request.POST)
        data = request.POST if self.has_words else None
        self.form = DigestForm(data, digest=digest, language=self.language)
        self.rows: ItemFormSet = rows_of(data, items=stored, language=self.language)
        self.may_edit = digest is None or permissions.may_edit(digest, self.user)
        self.reasons: list[str] = []
        self.is_stale = False
        self.version = posted_version(request.POST) if self.is_sent else digest.version if digest else 0

    def answer(self) -> HttpResponse:
        if not self.is_sent:
            return self.page()
        if self.has_words and not self._is_valid():
            # The mistakes of who may not edit any more are beside the point.
            self.reasons = [] if self.may_edit else [str(GONE_ON)]
            return self.page(HTTPStatus.UNPROCESSABLE_ENTITY if self.may_edit else HTTPStatus.CONFLICT)
        try:
            return self._do()
        except ActionRefused as refusal:
            self.reasons = refusal.reasons
            if isinstance(refusal, EditConflict) and self.digest:
                self.digest.refresh_from_db()
                self.is_stale, self.version = True, self.digest.version
                self.may_edit = permissions.may_edit(self.digest, self.user)
            return self.page(refusal.http_status)

    def _is_valid(self) -> bool:
        return all((self.form.is_valid(), self.rows.is_valid()))

    def _do(self) -> HttpResponse:
        """Save what was typed, then take the step that was pressed."""
        post = self.request.POST
        digest = self._saved() if self.has_words or self.digest is None else self.digest
        version = digest.version if self.has_words else posted_version(post)
        # If the transition is refused, the page shows what was saved.
        self.digest, self.version = digest, digest.version
        verb = post.get(VERB, "")
        if verb in workflow.RULES:
            reason = post.get("reason", "")
            transition = digest_actions.TRANSITIONS[verb]
            transition(digest, by=self.user, reason=reason, version=version)
            messages.success(self.request, str(workflow.LABELS[verb]) + ".")
        elif PROPOSE in post:
            count = digest_actions.propose(digest, by=self.user, version=version)
            messages.success(self.request, _propose_told(count, digest))
        else:
            messages.success(self.request, _("Сохранено."))
        return HttpResponseRedirect(digest.admin_url)

    def _saved(self) -> Digest:
        content = content_from(self.form, self.rows)
        if self.digest is None:
            return digest_actions.create_digest(content, language=self.form.cleaned_data["language"], by=self.user)
        version = posted_version(self.request.POST)
        digest_actions.save_digest(self.digest, content, by=self.user, version=version)
        return self.digest

    def page(self, status: int = HTTPStatus.OK) -> HttpResponse:
        digest = self.digest
        steps = permissions.transitions_for(digest, self.user) if digest else []
        address = PublishedDigest.objects.live().filter(pk=digest.pk).first() if digest else None
        context = {
            **self.site,
            "title": str(digest) if digest else _("Новый дайджест"),
            "opts": Digest._meta,
            "original": digest,
            "add": digest is None,
            "has_view_permission": True,
            "digest": digest,
            "version": self.version,
            "now": content_of(digest) if digest and self.is_stale else None,
            "form": self.form,
            "rows": self.rows,
            "may_edit": self.may_edit,
            "texts": written(self.request) if self.has_words and not self.may_edit else [],
            "plain_steps": [step for step in steps if not step.reason],
            "asking_steps": [step for step in steps if step.reason],
            "stands": where_it_stands(digest) if digest else "",
            "public_address": address.get_absolute_url() if address else "",
            "reasons": self.reasons,
            "reason_typed": self.request.POST.get("reason", ""),
            "log": list(digest.transitions.select_related("user")[:30]) if digest else [],
            "items": content_of(digest).items if digest and not self.may_edit else [],
            "newest": newest_labels(self.language) if self.may_edit else [],
            "media": self.form.media + forms.Media(js=[module("js/live-article.js"), module("js/formset.js")]),
        }
        return TemplateResponse(self.request, "admin/digests/digest/change_form.html", context, status=status)


def _propose_told(count: int, digest: Digest) -> str:
    if not count:
        others = selection.digests_with_articles_of(digest)
        named = [f"«{other}» ({where_it_stands(other)})" for other in others[:NAMED]]
        if named:
            return _("Все материалы этого периода уже стоят в дайджестах: %(digests)s.") % {"digests": ", ".join(named)}
        return _("За этот период нет материалов, которых не было бы в дайджестах.")
    return _("Добавлено материалов: %(count)d. Пересказы начаты с лидов: перепишите их.") % {"count": count}
