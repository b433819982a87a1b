"""The screen of institutional texts: the head writes and publishes them, version by version."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles import publishing
from articles.models import PublishedText, Text
from newsroom.lib import clock, html
from staff.actor import actor
from staff.admin.fields import LineField
from staff.models import User

from .fields import BodyField
from .standing import SavesStanding, StandingForm

PUBLISH = "_publish"


class TextForm(StandingForm):
    class Meta:
        model = Text
        fields = ("kind", "language", "title", "body")
        field_classes = {"title": LineField, "body": BodyField}


class TextAdmin(SavesStanding, admin.ModelAdmin[Text]):
    """Mission and imprint in each language; «Опубликовать» puts the saved text on the site."""

    form = TextForm
    list_display = ("__str__", "title", "on_site")
    change_form_template = "admin/articles/text/change_form.html"
    view_on_site = False

    def keep(self, standing: Model, *, by: User) -> None:
        """The desk's copy is not seen by readers: it is simply saved."""
        standing.save()

    def get_readonly_fields(self, request: HttpRequest, obj: Text | None = None) -> tuple[str, ...]:
        return ("kind", "language", "on_site") if obj else ()

    def get_fields(self, request: HttpRequest, obj: Text | None = None) -> tuple[Any, ...]:
        return (("kind", "language"), "title", "body", *(("on_site",) if obj else ()))

    def has_delete_permission(self, request: HttpRequest, obj: Text | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("на сайте"))
    def on_site(self, text: Text) -> str:
        versions = PublishedText.objects.filter(kind=text.kind, language=text.language)
        last = versions.order_by("-version").first()
        if last is None:
            return _("ещё не опубликовано")
        said = {"version": last.version, "moment": clock.long_moment(last.published_at, get_language() or "ru")}
        if (last.title, last.body) == (text.title, html.clean(text.body)):
            return _("версия %(version)d, %(moment)s") % said
        return _("версия %(version)d, %(moment)s; правка ещё не опубликована") % said

    def response_add(self, request: HttpRequest, obj: Text, post_url_continue: str | None = None) -> HttpResponse:
        self._publish(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Text) -> HttpResponse:
        self._publish(request, obj)
        return super().response_change(request, obj)

    def _publish(self, request: HttpRequest, text: Text) -> None:
        if PUBLISH not in request.POST:
            return
        published = publishing.publish_text(text, by=actor(request))
        if published is None:
            messages.info(request, _("На сайте уже этот текст."))
        else:
            messages.success(request, _("Опубликовано: версия %(version)d.") % {"version": published.version})
