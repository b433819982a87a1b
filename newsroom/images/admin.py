"""The desk's screen of pictures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.images import geometry, private, public, renditions, views
from newsroom.images.forms import TEXTS, ImageForm, UploadForm
from newsroom.images.models import Image
from newsroom.page_cache.models import SiteVersion
from newsroom.utils.optimistic_locking.admin import ActionSaveMixin


class OnSite(admin.SimpleListFilter):
    """Pictures that readers can see, or those that they cannot."""

    title = _("кто видит")
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("читатели")), ("no", _("редакция"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        if self.value() in ("yes", "no"):
            return queryset.filter(public_token__isnull=self.value() == "no")
        return queryset


@admin.register(Image)
class ImageAdmin(ActionSaveMixin, admin.ModelAdmin[Image]):
    """Upload, describe, set the focal point, find again."""

    list_display = ("thumbnail", "title", "words", "uploaded", "on_site")
    list_display_links = ("thumbnail", "title")
    list_filter = (OnSite, "uploaded_at")
    list_select_related = ("uploaded_by",)
    list_per_page = 40
    search_fields = ("title", "caption", "credit", "alt")
    ordering = ("-uploaded_at", "-pk")
    readonly_fields = ("pixels", "on_site", "uploaded_by", "uploaded_at")
    change_form_template = "admin/images/image/change_form.html"
    delete_confirmation_template = "admin/images/image/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/images/image/delete_selected_confirmation.html"

    class Media:
        css = {"all": ("css/admin/focal-point.css", "css/admin/images.css")}
        js = (forms.Script("js/focal-point.js", type="module"),)

    # Form

    def get_form(
        self, request: HttpRequest, obj: Image | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Image]]:
        kwargs["form"] = ImageForm if change else UploadForm
        form: type[forms.ModelForm[Image]] = super().get_form(request, obj, change=change, **kwargs)
        if issubclass(form, UploadForm):
            form.by = request.user if request.user.is_authenticated else None
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ("upload", *TEXTS)})]
        focus = () if not self.has_change_permission(request, obj) else ("focus_x", "focus_y")
        return [
            (None, {"fields": (*TEXTS, *([focus] if focus else []))}),
            (_("Файл"), {"fields": ("pixels", "on_site", "uploaded_by", "uploaded_at")}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> Any:
        return self.readonly_fields if obj else ()

    def save_model(self, request: HttpRequest, obj: Image, form: forms.ModelForm[Image], change: bool) -> None:
        """Write the changed columns only; the rest of the row belongs to `public`."""
        if change and form.changed_data:
            obj.bump_version()
        changed = [name for name in TEXTS if not change or name in form.changed_data]
        if changed:
            obj.save(update_fields=changed)
        if isinstance(form, UploadForm) and form.was_known:
            messages.warning(
                request,
                gettext("Этот файл уже загружали: вот он. Прежние подпись и источник сохранены."),
            )
        if isinstance(form, ImageForm) and form.focus_moved:
            obj.focal_x, obj.focal_y = form.focus()
            public.refresh(obj)
            obj.was_recut = True

    def log_change(self, request: HttpRequest, obj: Image, message: Any) -> Any:
        """The last write of the screen's transaction: after it an edition may begin."""
        entry = super().log_change(request, obj, message)
        if obj.was_recut and obj.is_public:
            SiteVersion.bump()
        return entry

    def response_add(self, request: HttpRequest, obj: Image, post_url_continue: str | None = None) -> HttpResponse:
        """Go on to the picture's own page, where its focal point is set."""
        if "_addanother" not in request.POST:
            post = request.POST.copy()
            post["_continue"] = "1"
            request.POST = post  # type: ignore[assignment]
        return super().response_add(request, obj, post_url_continue)

    # Deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A picture that readers see is as protected as one that an article points to."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        shown = [
            gettext("Изображение «%(title)s» стоит на сайте.") % {"title": image.title}
            for image in objs
            if image.is_public
        ]
        protected = [*protected, *shown]
        # Whoever uses it is named even to those who could not delete that either.
        return deleted, counts, set() if protected else lacking, protected

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        for image in queryset:
            image.delete()

    # Files

    def get_urls(self) -> list[URLPattern]:
        file = path(
            "<int:pk>/file/<str:name>",
            self.admin_site.admin_view(self.file_view),
            name="images_image_file",
        )
        return [file, *super().get_urls()]

    def file_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
        """A variant of any picture, for those who may see pictures at the desk."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        image = get_object_or_404(Image, pk=pk)
        wanted = renditions.parse(name)
        if wanted is None or not geometry.exists(image, *wanted):
            raise Http404
        response = views.drawn_for_desk(image, *wanted)
        response["Cache-Control"] = "private, no-store"
        return response

    # Columns

    @admin.display(description=_("картинка"))
    def thumbnail(self, image: Image) -> str:
        width = geometry.widths(image, "square")[0]
        source = private.address(image, "square", width, "jpeg")
        picture = '<img class="thumbnail" src="{}" width="80" height="80" alt="{}" loading="lazy">'
        return format_html(picture, source, image)

    @admin.display(description=_("подпись и источник"))
    def words(self, image: Image) -> str:
        return format_html('{}<div class="quiet">{}</div>', image.caption, image.credit)

    @admin.display(description=_("загружено"), ordering="uploaded_at")
    def uploaded(self, image: Image) -> str:
        moment = formats.date_format(timezone.localtime(image.uploaded_at), "DATETIME_FORMAT")
        return format_html('{}<div class="quiet">{}</div>', moment, image.uploaded_by or "")

    @admin.display(description=_("размер"))
    def pixels(self, image: Image) -> str:
        megabytes = f"{image.bytes / 1_000_000:.1f}".replace(".", ",")
        return gettext("%(width)s × %(height)s, %(megabytes)s МБ") % {
            "width": image.width,
            "height": image.height,
            "megabytes": megabytes,
        }

    @admin.display(description=_("кто видит"), ordering="public_token")
    def on_site(self, image: Image) -> str:
        return gettext("читатели") if image.is_public else gettext("редакция")
