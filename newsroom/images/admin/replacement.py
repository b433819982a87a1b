"""The page that replaces the file of an image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.exceptions import ActionRefused, refuse_lost_race
from newsroom.images import replacing, usage
from newsroom.images.forms import UPLOAD_HELP, accepting
from newsroom.images.models import Image
from newsroom.utils.optimistic_locking.admin import posted_version

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Image]
else:
    Base = object


class ReplacementForm(forms.Form):
    """The new file."""

    upload = forms.FileField(
        label=gettext_lazy("Новый файл"), allow_empty_file=True, widget=accepting(), help_text=UPLOAD_HELP
    )


class ReplacementMixin(Base):
    """Mixin for the ModelAdmin of images: `<pk>/replace/`."""

    def replacement_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.replace_view)
        return [path("<int:pk>/replace/", view, name="images_image_replace")]

    def replace_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        image = get_object_or_404(Image, pk=pk)
        user = cast("AbstractUser", request.user)
        reason = replacing.reason_against(image, user)
        form = ReplacementForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and reason is None and self._replace(request, image, form):
            messages.success(request, _("Файл заменён."))
            return HttpResponseRedirect(reverse("admin:images_image_change", args=[pk]))
        return TemplateResponse(
            request,
            "admin/images/image/replace.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Замена файла"),
                "opts": self.opts,
                "original": image,
                "has_view_permission": True,
                "version": image.version if request.method == "GET" else posted_version(request.POST),
                "form": form,
                "reason": reason,
                "uses": usage.uses_of(image, user),
            },
            status=403 if reason is not None and request.method == "POST" else 200,
        )

    def _replace(self, request: HttpRequest, image: Image, form: ReplacementForm) -> bool:
        """Replace the file and return whether that was accepted; the form has the reasons if it was not."""
        if not form.is_valid():
            return False
        image.version = posted_version(request.POST)
        try:
            with refuse_lost_race(_("Этот файл только что загрузил кто-то другой. Попробуйте ещё раз.")):
                replacing.replace(image, form.cleaned_data["upload"], by=request.user)
        except ValidationError as error:
            form.add_error("upload", error)
        except ActionRefused as refusal:
            form.add_error(None, ValidationError(list(refusal.reasons)))
        else:
            change: list[Any] = [{"changed": {"fields": [str(_("Файл"))]}}]
            self.log_change(request, image, change)
            return True
        return False
