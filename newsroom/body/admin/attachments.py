"""The library of files: list, upload, title, deletion."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from newsroom.body import files, usage
from newsroom.body.admin.attachment_forms import TitleForm, UploadForm
from newsroom.body.admin.attachment_views import AttachmentViews
from newsroom.body.models import Attachment
from newsroom.images.usage import Use
from newsroom.page_cache.models import SiteVersion
from newsroom.utils import dates
from newsroom.utils.admin_mixins import ShowRefusalsMixin, TitlesMixin
from newsroom.utils.optimistic_locking.admin import ActionSaveMixin


class PublicFilter(admin.SimpleListFilter):
    """Public files, or those that only the staff can see."""

    title = _("кто видит")
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("читатели")), ("no", _("редакция"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Attachment]) -> QuerySet[Attachment]:
        if self.value() in ("yes", "no"):
            return queryset.filter(public_token__isnull=self.value() == "no")
        return queryset


@admin.register(Attachment)
class AttachmentAdmin(AttachmentViews, ActionSaveMixin, TitlesMixin, ShowRefusalsMixin, admin.ModelAdmin[Attachment]):
    add_title = _("Новый файл")
    list_display = ("named", "uploaded", "visibility", "used_in")
    list_filter = ("kind", PublicFilter, "uploaded_at")
    list_select_related = ("uploaded_by",)
    list_per_page = 40
    search_fields = ("title",)
    ordering = ("-uploaded_at", "-pk")
    readonly_fields = ("content", "kind", "size", "visibility", "used_in", "uploader", "uploaded_at")
    delete_confirmation_template = "admin/body/attachment/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/body/attachment/delete_selected_confirmation.html"

    # Form

    def get_form(
        self, request: HttpRequest, obj: Attachment | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Attachment]]:
        kwargs["form"] = TitleForm if obj else UploadForm
        form: type[forms.ModelForm[Attachment]] = super().get_form(request, obj, change=change, **kwargs)
        if issubclass(form, UploadForm):
            form.by = request.user if request.user.is_authenticated else None
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Attachment | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ("upload", "title")})]
        return [(None, {"fields": ("title",)}), (_("Файл"), {"fields": self.readonly_fields})]

    def get_readonly_fields(self, request: HttpRequest, obj: Attachment | None = None) -> Any:
        return self.readonly_fields if obj else ()

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Attachment | None:
        found = super().get_object(request, object_id, from_field)
        return self._with_uses(request, [found])[0] if found else None

    def save_model(
        self, request: HttpRequest, obj: Attachment, form: forms.ModelForm[Attachment], change: bool
    ) -> None:
        if change and "title" in form.changed_data:
            files.rename(obj)
        if isinstance(form, UploadForm) and form.is_known:
            messages.warning(request, gettext("Этот файл уже загружали: вот он. Прежнее название сохранено."))

    def log_change(self, request: HttpRequest, obj: Attachment, message: Any) -> Any:
        """Bump the site version after the last write of the transaction, if readers see the title."""
        entry = super().log_change(request, obj, message)
        if obj.is_public:
            SiteVersion.bump()
        return entry

    # Deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Protect a file that an article shows, and name the articles."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        shown = [use for attachment in self._with_uses(request, list(objs)) for use in attachment.uses]
        protected = [_linked(use) for use in shown] or protected
        return deleted, counts, set() if protected else lacking, protected

    def delete_model(self, request: HttpRequest, obj: Attachment) -> None:
        files.delete(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Attachment]) -> None:
        for attachment in queryset:
            files.delete(attachment)

    # Columns

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        found = super().get_changelist_instance(request)
        found.result_list = self._with_uses(request, list(found.result_list))
        return found

    def _with_uses(self, request: HttpRequest, attachments: list[Attachment]) -> list[Attachment]:
        found = usage.uses("files", [attachment.pk for attachment in attachments], request.user)
        for attachment in attachments:
            attachment.uses = found.get(attachment.pk, [])
        return attachments

    @admin.display(description=_("название"), ordering="title")
    def named(self, attachment: Attachment) -> str:
        return format_html(
            '<span class="file-name"><span class="file-tile" data-kind="{}" aria-hidden="true">{}</span>'
            '<span>{}<span class="file-about">{}, {}</span></span></span>',
            attachment.kind,
            attachment.extension.upper(),
            attachment.title,
            attachment.get_kind_display(),
            self.size(attachment),
        )

    @admin.display(description=_("содержимое"))
    def content(self, attachment: Attachment) -> str:
        """Show a recording or a video in a player, and a link to a document."""
        address = files.admin_address(attachment)
        if attachment.kind == "document":
            return format_html('<a href="{}">{}</a>', address, files.public_name(attachment))
        return format_html(
            '<{0} class="file-player" controls preload="none" src="{1}"></{0}>', attachment.kind, address
        )

    @admin.display(description=_("размер"), ordering="bytes")
    def size(self, attachment: Attachment) -> str:
        return f"{attachment.extension.upper()}, {filesizeformat(attachment.bytes)}"

    @admin.display(description=_("загружено"), ordering="uploaded_at")
    def uploaded(self, attachment: Attachment) -> str:
        moment = dates.format_datetime(attachment.uploaded_at, get_language() or settings.LANGUAGE_CODE)
        return format_html('{}<div class="quiet">{}</div>', moment, attachment.uploaded_by or "")

    @admin.display(description=_("кто загрузил"))
    def uploader(self, attachment: Attachment) -> str:
        """Return the name as text: Django's link to the account would be refused to all but the head."""
        return str(attachment.uploaded_by or "—")

    @admin.display(description=_("кто видит"), ordering="public_token")
    def visibility(self, attachment: Attachment) -> str:
        return gettext("читатели") if attachment.is_public else gettext("редакция")

    @admin.display(description=_("где стоит"))
    def used_in(self, attachment: Attachment) -> str:
        return format_html_join("", "<div>{}</div>", ((_linked(use),) for use in attachment.uses)) or "—"


def _linked(use: Use) -> str:
    return format_html('<a href="{}">{}</a>', use.url, use.label) if use.url else use.label
