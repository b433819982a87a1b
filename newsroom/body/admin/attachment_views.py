"""Addresses below the library of files: a file itself, and JSON for the editor."""

from typing import TYPE_CHECKING, Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path

from newsroom.body import files
from newsroom.body.intake import uploads
from newsroom.body.intake.refusals import refusal
from newsroom.body.models import Attachment
from newsroom.body.sending import send_private
from newsroom.utils.form_fields import ids_in
from newsroom.utils.text import clean_line

if TYPE_CHECKING:
    Base = ModelAdmin[Attachment]
else:
    Base = object

MOST_RECORDS = 50
LONGEST_QUERY = 100


class AttachmentViews(Base):
    """The addresses `admin:body_attachment_file`, `…_records` and `…_upload`."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/file/", wrap(self.file_view), name="body_attachment_file"),
            path("records/", wrap(self.records_view), name="body_attachment_records"),
            path("upload/", wrap(self.upload_view), name="body_attachment_upload"),
            *super().get_urls(),
        ]

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send any file to users who may view files."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return send_private(request, pk, caching="private, no-store")

    def records_view(self, request: HttpRequest) -> HttpResponse:
        """Return the files with `?ids=1,2`, or the newest whose title contains `?q=`."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Attachment.objects.order_by("-uploaded_at", "-pk")
        if "ids" in request.GET:
            found = found.filter(pk__in=ids_in(request.GET["ids"], most=MOST_RECORDS))
        else:
            typed = clean_line(request.GET.get("q", ""))[:LONGEST_QUERY]
            found, _has_duplicates = self.get_search_results(request, found, typed)
        return JsonResponse({"results": [record(attachment) for attachment in found[:MOST_RECORDS]]})

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Store the posted `file` and return its record, or 400 with a sentence."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            uploaded = request.FILES.get("file")
            if uploaded is None:
                raise refusal("empty")
            attachment = uploads.accept(uploaded, request.user if request.user.is_authenticated else None)
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
        return JsonResponse(record(attachment))


def record(attachment: Attachment) -> dict[str, Any]:
    """Return what the editor shows of a file."""
    return {
        "id": attachment.pk,
        "title": attachment.title,
        "kind": attachment.kind,
        "extension": attachment.extension,
        "bytes": attachment.bytes,
        "size": f"{attachment.extension.upper()}, {filesizeformat(attachment.bytes)}",
        "url": files.admin_address(attachment),
    }
