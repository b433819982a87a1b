"""The screen on which a section or a tag is merged into another."""

from collections.abc import Callable
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


class Merges(Base):
    """For a ModelAdmin: «Объединить с другой» on an object's screen, for those who may delete."""

    change_form_template = "admin/taxonomy/mergeable.html"
    merge: ClassVar[Callable[..., int]]
    reason_against_removing: ClassVar[Callable[..., str]]
    merge_title: ClassVar[Any]
    merge_help: ClassVar[Any]

    def offered(self, thing: Any) -> QuerySet[Any]:
        """What the thing may be merged into."""
        others: QuerySet[Any] = type(thing)._default_manager.exclude(pk=thing.pk)
        return others

    def target_field(self, thing: Any) -> forms.ModelChoiceField[Any]:
        """How the other one is chosen."""
        return SectionField(self.offered(thing), label=_("Во что влить"))

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
            thing = self.get_object(request, unquote(object_id))
            context["kept_because"] = type(self).reason_against_removing(thing) if thing else ""
        return super().change_view(request, object_id, form_url, context)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers have had is merged, and never deleted."""
        return super().has_delete_permission(request, obj) and not (obj and type(self).reason_against_removing(obj))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Whoever may merge is told why to do that instead."""
        thing = self.get_object(request, unquote(object_id))
        if thing is None or not self._may_merge(request):
            return super().delete_view(request, object_id, extra_context)
        try:
            if not (reason := type(self).reason_against_removing(thing)):
                with refuse_lost_race(_("В этот же миг сюда что-то поставили.")):
                    return super().delete_view(request, object_id, extra_context)
        except ActionRefused as refusal:
            reason = " ".join(refusal.reasons)
        messages.error(request, reason)
        return HttpResponseRedirect(reverse(f"admin:website_{self.opts.model_name}_change", args=[thing.pk]))

    def _may_merge(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"website.delete_{self.opts.model_name}")

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask what to merge into, and say what it did."""
        if not self._may_merge(request):
            raise PermissionDenied
        thing = self.get_queryset(request).filter(pk=pk).first() if pk < 2**63 else None
        if thing is None:
            raise Http404
        form = forms.Form(request.POST if request.method == "POST" else None)
        form.fields["into"] = self.target_field(thing)
        reasons: list[str] = []
        status = 200
        if form.is_valid():
            try:
                return self._merged(request, thing, form.cleaned_data["into"])
            except ActionRefused as refusal:
                reasons, status = refusal.reasons, refusal.http_status
        context = {
            **self.admin_site.each_context(request),
            "title": self.merge_title,
            "help": self.merge_help,
            "opts": self.opts,
            "original": thing,
            "has_view_permission": True,
            "form": form,
            "reasons": reasons,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/taxonomy/merge.html", context, status=422 if form.errors else status)

    def _merged(self, request: HttpRequest, thing: Model, into: Model) -> HttpResponse:
        said = {"from": str(thing), "into": str(into)}
        count = type(self).merge(thing, into, by=current_user(request))
        told = ngettext("перенесён %(count)d материал", "перенесено материалов: %(count)d", count) % {"count": count}
        messages.success(request, _("«%(from)s» влито в «%(into)s»: %(told)s.") % {**said, "told": told})
        return HttpResponseRedirect(reverse(f"admin:website_{self.opts.model_name}_change", args=[into.pk]))
