"""Images as JSON for the scripts of other forms: what they are, and what a new upload has become."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from newsroom.images.intake import uploads
from newsroom.images.models import Image
from newsroom.images.records import notices, record, tile
from newsroom.utils.form_fields import ids_in

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Image]
else:
    Base = object

MOST_RECORDS = 200
PASSING = frozenset({"busy", "memory", "no_room"})
"""Refusals that say nothing against the file: the same file may be accepted later."""


class RecordsMixin(Base):
    """Mixin for the ModelAdmin of images: `records/` and `upload/`.

    Neither is behind `admin_view`: a script needs 401, not the page of a login.
    """

    def records_urls(self) -> list[URLPattern]:
        records = never_cache(require_http_methods(["GET"])(self.records_view))
        upload = never_cache(require_http_methods(["GET", "POST"])(self.upload_view))
        return [
            path("records/", records, name="images_image_records"),
            path("upload/", upload, name="images_image_upload"),
        ]

    def records_view(self, request: HttpRequest) -> HttpResponse:
        """Return the images with the ids in the query; those that do not exist are left out."""
        if refusal := self._refusal(request, may=self.has_view_permission(request)):
            return refusal
        found = Image.objects.in_bulk(ids_in(request.GET.get("ids", ""), most=MOST_RECORDS))
        return JsonResponse({"results": [record(image) for image in found.values()]})

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Store one file; answer GET with a fresh token for a page that was open over a login."""
        if refusal := self._refusal(request, may=self.has_add_permission(request)):
            return refusal
        if request.method == "GET":
            return JsonResponse({"csrf": get_token(request)})
        uploaded = request.FILES.get("upload")
        if uploaded is None:
            return _refused(HTTPStatus.UNPROCESSABLE_ENTITY, _("Файл не пришёл. Выберите его ещё раз."))
        by = request.user if isinstance(request.user, AbstractBaseUser) else None
        try:
            image = uploads.accept(uploaded, by=by)
        except ValidationError as error:
            is_over_soon = error.code in PASSING
            status = HTTPStatus.SERVICE_UNAVAILABLE if is_over_soon else HTTPStatus.UNPROCESSABLE_ENTITY
            return _refused(status, *error.messages)
        if not image.was_known:
            self.log_addition(request, image, [{"added": {}}])
        return JsonResponse(self._uploaded(request, image))

    def _uploaded(self, request: HttpRequest, image: Image) -> dict[str, Any]:
        known = [_("Этот файл уже загружали: вот он.")] if image.was_known else []
        may_choose = request.POST.get("choose") if request.POST.get("choose") in ("one", "many") else ""
        context = tile(image, choose=may_choose, may_delete=self.has_delete_permission(request))
        return {
            **record(image),
            "is_known": image.was_known,
            "notices": known + notices(image),
            "tile": render_to_string("admin/images/image/_tile.html", context, request),
        }

    def _refusal(self, request: HttpRequest, *, may: bool) -> JsonResponse | None:
        if not self.admin_site.has_permission(request):
            return JsonResponse({}, status=HTTPStatus.UNAUTHORIZED)
        return None if may else _refused(HTTPStatus.FORBIDDEN, _("Сюда у вас нет доступа."))


def _refused(status: HTTPStatus, *reasons: object) -> JsonResponse:
    return JsonResponse({"reasons": [str(reason) for reason in reasons]}, status=status)
