"""The list of digests and the addresses of their screens."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from newsroom.digests import published_rows
from newsroom.digests.change_view import add_digest, change_digest, status_of
from newsroom.digests.models import Digest
from newsroom.page_cache import memory
from newsroom.utils import dates
from newsroom.website.views.digest import DigestPage, render_digest


@admin.register(Digest)
class DigestAdmin(admin.ModelAdmin[Digest]):
    """Digests. They are never deleted: an unwanted one is spiked or withdrawn."""

    list_display = ("title", "shown_state", "language", "shown_period", "shown_items")
    list_filter = ("state", "language")
    search_fields = ("title",)
    view_on_site = False

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(self.preview_view)
        return [path("<int:pk>/preview/", preview, name="digests_digest_preview"), *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Digest | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Digest]:
        return super().get_queryset(request).annotate(items_count=Count("items"))

    @admin.display(description=gettext_lazy("состояние"), ordering="state")
    def shown_state(self, digest: Digest) -> SafeString:
        return format_html('<span class="state" data-state="{}">{}</span>', digest.state, status_of(digest))

    @admin.display(description=gettext_lazy("период"), ordering="ends_on")
    def shown_period(self, digest: Digest) -> str:
        return dates.format_date_range(*digest.period, get_language() or settings.LANGUAGE_CODE)

    @admin.display(description=gettext_lazy("материалов"))
    def shown_items(self, digest: Any) -> int:
        return int(digest.items_count)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Дайджесты"), **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)
        return add_digest(request, self.admin_site.each_context(request))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        digest = self.get_object(request, object_id)
        if digest is None or not self.has_view_permission(request, digest):
            return super().change_view(request, object_id, form_url, extra_context)
        return change_digest(request, digest, self.admin_site.each_context(request))

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the working copy as the page that readers would get."""
        digest = get_object_or_404(Digest, pk=pk)
        if not self.has_view_permission(request, digest):
            return HttpResponse(status=HTTPStatus.FORBIDDEN)
        published, items = published_rows.prepare_digest(digest)
        with memory.rendering(None):
            return render_digest(DigestPage(published, items, preview=True), request)
