"""Admin of images."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from newsroom.images import private, public, renditions, sizes, views
from newsroom.images.forms import TEXTS, ChangeTextsForm, ImageForm, UploadForm
from newsroom.images.models import Image
from newsroom.page_cache.models import SiteVersion
from newsroom.utils import dates
from newsroom.utils.admin_mixins import ShowRefusalsMixin, TitlesMixin
from newsroom.utils.optimistic_locking.admin import ActionSaveMixin


class PublicFilter(admin.SimpleListFilter):
    """Public images, or those that only the staff can see."""

    title = _("кто видит")
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("читатели")), ("no", _("редакция"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        if self.value() in ("yes", "no"):
            return queryset.filter(public_token__isnull=self.value() == "no")
        return queryset


@admin.register(Image)
class ImageAdmin(ActionSaveMixin, TitlesMixin, ShowRefusalsMixin, admin.ModelAdmin[Image]):
    add_title = _("Новое изображение")
    list_display = ("thumbnail", "title", "texts", "uploaded", "visibility")
    list_display_links = ("thumbnail", "title")
    list_filter = (PublicFilter, "uploaded_at")
    list_select_related = ("uploaded_by",)
    list_per_page = 40
    search_fields = ("title", "caption", "credit", "alt")
    ordering = ("-uploaded_at", "-pk")
    readonly_fields = ("pixels", "visibility", "uploader", "uploaded_at", "crop_changes")
    change_form_template = "admin/images/image/change_form.html"
    delete_confirmation_template = "admin/images/image/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/images/image/delete_selected_confirmation.html"

    class Media:
        js = (forms.Script("js/focal-point.js", type="module"),)

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
        if isinstance(form, UploadForm) and form.is_known:
            messages.warning(
                request,
                gettext("Этот файл уже загружали: вот он. Прежние подпись и источник сохранены."),
            )
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
        """Redirect to the page of the image, to set its focal point."""
        if "_addanother" not in request.POST:
            post = request.POST.copy()
            post["_continue"] = "1"
            request.POST = post  # type: ignore[assignment]
        return super().response_add(request, obj, post_url_continue)

    # Deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Protect a public image as one to which an article refers."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        public_images = [
            gettext("Изображение «%(title)s» стоит на сайте.") % {"title": image.title}
            for image in objs
            if image.is_public
        ]
        protected = [*protected, *public_images]
        # Show what uses the image even to users who may not delete that either.
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

    # Columns

    @admin.display(description=_("картинка"))
    def thumbnail(self, image: Image) -> str:
        width = sizes.widths(image, "square")[0]
        source = private.address(image, "square", width, "jpeg")
        picture = '<img class="thumbnail" src="{}" width="80" height="80" alt="{}" loading="lazy">'
        return format_html(picture, source, image)

    @admin.display(description=_("подпись и источник"))
    def texts(self, image: Image) -> str:
        return format_html('{}<div class="quiet">{}</div>', image.caption, image.credit)

    @admin.display(description=_("загружено"), ordering="uploaded_at")
    def uploaded(self, image: Image) -> str:
        moment = dates.format_datetime(image.uploaded_at, get_language() or settings.LANGUAGE_CODE)
        return format_html('{}<div class="quiet">{}</div>', moment, image.uploaded_by or "")

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

    @admin.display(description=_("кто видит"), ordering="public_token")
    def visibility(self, image: Image) -> str:
        return gettext("читатели") if image.is_public else gettext("редакция")

    @admin.display(description=_("смена кадра на сайте"))
    def crop_changes(self, image: Image) -> str:
        rows = (
            (dates.format_datetime(change.at, get_language() or settings.LANGUAGE_CODE), change.user or "", change)
            for change in image.changes.select_related("user")
        )
        return format_html_join("", "<div>{}, {}: {}</div>", rows) or "—"
