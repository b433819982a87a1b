"""The screen that merges a section or a tag into another."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.article.fields import SectionField
from newsroom.exceptions import ActionRefused, refuse_lost_race
from staff.auth import current_user

if TYPE_CHECKING:
    Base = ModelAdmin[Any]
else:
    Base = object


class MergeMixin(Base):
    """A ModelAdmin with «Объединить с другой» on the screen of an object, for users who may delete it."""

    change_form_template = "admin/taxonomy/mergeable.html"
    merge: ClassVar[Callable[..., int]]
    reason_against_removing: ClassVar[Callable[..., str]]
    merge_title: ClassVar[Any]
    merge_help: ClassVar[Any]

    def merge_targets(self, obj: Any) -> QuerySet[Any]:
        """Return the objects into which this one may be merged."""
        others: QuerySet[Any] = type(obj)._default_manager.exclude(pk=obj.pk)
        return others

    def target_field(self, obj: Any) -> forms.ModelChoiceField[Any]:
        """Return the form field in which the user chooses the target."""
        return SectionField(self.merge_targets(obj), label=_("Во что влить"))

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = path("<int:pk>/merge/", self.admin_site.admin_view(self.merge_view), name=name)
        return [view, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = extra_context or {}
        if self._may_merge(request):
            context["merge_url"] = "../merge/"
            obj = self.get_object(request, unquote(object_id))
            context["kept_because"] = type(self).reason_against_removing(obj) if obj else ""
        return super().change_view(request, object_id, form_url, context)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse to delete what readers have seen: it is merged instead."""
        return super().has_delete_permission(request, obj) and not (obj and type(self).reason_against_removing(obj))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Say why an object in use is merged and not deleted."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self._may_merge(request):
            return super().delete_view(request, object_id, extra_context)
        try:
            if not (reason := type(self).reason_against_removing(obj)):
                with refuse_lost_race(_("В этот же миг сюда что-то поставили.")):
                    return super().delete_view(request, object_id, extra_context)
        except ActionRefused as refusal:
            reason = " ".join(refusal.reasons)
        messages.error(request, reason)
        return self._redirect_to(obj)

    def _may_merge(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"website.delete_{self.opts.model_name}")

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the target; POST merges."""
        if not self._may_merge(request):
            raise PermissionDenied
        obj = self.get_queryset(request).filter(pk=pk).first() if pk < 2**63 else None
        if obj is None:
            raise Http404
        form = forms.Form(request.POST if request.method == "POST" else None)
        form.fields["into"] = self.target_field(obj)
        if request.method == "POST" and not form.is_valid():
            return self._merge_page(request, obj, form, HTTPStatus.UNPROCESSABLE_ENTITY)
        if request.method != "POST":
            return self._merge_page(request, obj, form)
        try:
            return self._merge(request, obj, form.cleaned_data["into"])
        except ActionRefused as refusal:
            return self._merge_page(request, obj, form, refusal.http_status, refusal.reasons)

    def _merge_page(
        self,
        request: HttpRequest,
        obj: Model,
        form: forms.Form,
        status: int = HTTPStatus.OK,
        reasons: Sequence[str] = (),
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": self.merge_title,
            "help": self.merge_help,
            "opts": self.opts,
            "original": obj,
            "has_view_permission": True,
            "form": form,
            "reasons": reasons,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/taxonomy/merge.html", context, status=status)

    def _merge(self, request: HttpRequest, obj: Model, into: Model) -> HttpResponse:
        names = {"from": str(obj), "into": str(into)}
        count = type(self).merge(obj, into, by=current_user(request))
        moved = ngettext("перенесён %(count)d материал", "перенесено материалов: %(count)d", count) % {"count": count}
        messages.success(request, _("«%(from)s» влито в «%(into)s»: %(moved)s.") % {**names, "moved": moved})
        return self._redirect_to(into)

    def _redirect_to(self, obj: Model) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"admin:website_{self.opts.model_name}_change", args=[obj.pk]))
