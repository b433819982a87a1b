"""Admin of images."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from newsroom.images import public, records, renditions, replacing, sizes, usage, views
from newsroom.images.admin.json_views import RecordsMixin
from newsroom.images.admin.library import LibraryMixin
from newsroom.images.admin.replacement import ReplacementMixin
from newsroom.images.forms import TEXTS, ChangeTextsForm, ImageForm, UploadForm
from newsroom.images.models import Image
from newsroom.page_cache.models import SiteVersion
from newsroom.utils import dates
from newsroom.utils.admin_mixins import ShowRefusalsMixin, TitlesMixin
from newsroom.utils.optimistic_locking.admin import ActionSaveMixin


@admin.register(Image)
class ImageAdmin(
    LibraryMixin,
    RecordsMixin,
    ReplacementMixin,
    ActionSaveMixin,
    TitlesMixin,
    ShowRefusalsMixin,
    admin.ModelAdmin[Image],
):
    """Images. The list is the library; the form says what an image shows, whose it is, and what its crops keep."""

    add_title = _("Новое изображение")
    ordering = ("-uploaded_at", "-pk")
    readonly_fields = ("pixels", "visibility", "uploader", "uploaded_at", "changes_on_site")
    change_form_template = "admin/images/image/change_form.html"
    delete_confirmation_template = "admin/images/image/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/images/image/delete_selected_confirmation.html"

    class Media:
        js = (forms.Script("js/pictures/focal-point.js", type="module"),)

    # Form

    def get_form(
        self, request: HttpRequest, obj: Image | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Image]]:
        if obj is None:
            kwargs["form"] = UploadForm
        else:
            kwargs["form"] = ImageForm if self._may_recrop(request, obj) else ChangeTextsForm
        form: type[forms.ModelForm[Image]] = super().get_form(request, obj, change=change, **kwargs)
        if issubclass(form, UploadForm):
            form.by = request.user if request.user.is_authenticated else None
        return form

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        image: Image | None = kwargs.get("obj")
        context["may_recrop"] = image is not None and self._may_recrop(request, image)
        context["crop_note"] = public.CROP_IS_PUBLIC
        context["show_save_and_add_another"] = False
        if image is not None:
            context["uses"] = usage.uses_of(image, request.user)
            context["notices"] = records.notices(image)
            context["may_replace"] = replacing.reason_against(image, cast("PermissionsMixin", request.user)) is None
        return super().render_change_form(request, context, *args, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ("upload", *TEXTS)})]
        focus = [("focus_x", "focus_y")] if self._may_recrop(request, obj) else []
        return [
            (None, {"fields": (*TEXTS, *focus)}),
            (_("Файл"), {"fields": self.readonly_fields}),
        ]

    def _may_recrop(self, request: HttpRequest, image: Image) -> bool:
        """Return whether the user may change the focal point. Of a public image, readers see it at once."""
        if not self.has_change_permission(request, image):
            return False
        return not image.is_public or request.user.has_perm(public.PUBLISH_PERMISSION)

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> Any:
        return self.readonly_fields if obj else ()

    def save_model(self, request: HttpRequest, obj: Image, form: forms.ModelForm[Image], change: bool) -> None:
        """Save the changed columns only."""
        if change and form.changed_data:
            obj.bump_version()
        changed = [name for name in TEXTS if not change or name in form.changed_data]
        if changed:
            obj.save(update_fields=changed)
        if isinstance(form, ImageForm) and form.focal_point_changed:
            obj.focal_x, obj.focal_y = form.focal_point()
            public.recrop(obj, by=cast("PermissionsMixin", request.user))
            obj.was_recropped = True

    def log_change(self, request: HttpRequest, obj: Image, message: Any) -> Any:
        """Bump the site version after the last write of the transaction, if readers see a new crop."""
        entry = super().log_change(request, obj, message)
        if obj.was_recropped and obj.is_public:
            SiteVersion.bump()
        return entry

    def response_add(self, request: HttpRequest, obj: Image, post_url_continue: str | None = None) -> HttpResponse:
        """Redirect to the page of the image, to set its focal point; say of a known file that it is known, only."""
        if obj.was_known:
            sentence = gettext("Этот файл уже загружали: вот он. Прежние подпись и источник сохранены.")
            messages.warning(request, sentence)
            return HttpResponseRedirect(reverse("admin:images_image_change", args=[obj.pk]))
        if "_addanother" not in request.POST:
            post = request.POST.copy()
            post["_continue"] = "1"
            request.POST = post  # type: ignore[assignment]
        return super().response_add(request, obj, post_url_continue)

    def log_addition(self, request: HttpRequest, obj: Image, message: Any) -> Any:
        """Log a known file as a change: nothing was added."""
        if obj.was_known:
            return super().log_change(request, obj, message)
        return super().log_addition(request, obj, message)

    # Deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Protect what is used anywhere; the page names the uses that the user may see."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        used = [line for image in objs for line in self._reasons_to_keep(request, image)]
        # Show what uses the image even to users who may not delete that either.
        return deleted, counts, set() if used or protected else lacking, used or protected

    def _reasons_to_keep(self, request: HttpRequest, image: Image) -> Iterator[SafeString]:
        if image.is_public:
            yield format_html("{}", gettext("Изображение «%(title)s» стоит на сайте.") % {"title": image.title})
        for use in usage.uses_of(image, request.user):
            yield format_html('<a href="{}">{}</a>', use.url, use.label) if use.url else format_html("{}", use.label)

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        usage.require_unused(obj)
        obj.delete()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        for image in queryset:
            self.delete_model(request, image)

    # Files

    def get_urls(self) -> list[URLPattern]:
        file = path(
            "<int:pk>/file/<str:name>",
            self.admin_site.admin_view(self.file_view),
            name="images_image_file",
        )
        return [file, *self.records_urls(), *self.replacement_urls(), *super().get_urls()]

    def file_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
        """Send a rendition of any image to users who may view images."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        image = get_object_or_404(Image, pk=pk)
        wanted = renditions.parse(name)
        if wanted is None or not sizes.exists(image, *wanted):
            raise Http404
        response = views.private_rendition(image, *wanted)
        response["Cache-Control"] = "private, no-store"
        return response

    # Facts

    @admin.display(description=_("кто загрузил"))
    def uploader(self, image: Image) -> str:
        """Return the name as text: Django's link to the account would be refused to all but the head."""
        return str(image.uploaded_by or "—")

    @admin.display(description=_("размер"))
    def pixels(self, image: Image) -> str:
        megabytes = f"{image.bytes / 1_000_000:.1f}".replace(".", ",")
        return gettext("%(width)s × %(height)s, %(megabytes)s МБ") % {
            "width": image.width,
            "height": image.height,
            "megabytes": megabytes,
        }

    @admin.display(description=_("кто видит"))
    def visibility(self, image: Image) -> str:
        return gettext("читатели") if image.is_public else gettext("редакция")

    @admin.display(description=_("изменения на сайте"))
    def changes_on_site(self, image: Image) -> str:
        rows = (
            (dates.format_datetime(change.at, get_language() or settings.LANGUAGE_CODE), change.user or "", change)
            for change in image.changes.select_related("user")
        )
        return format_html_join("", "<div>{}, {}: {}</div>", rows) or "—"
