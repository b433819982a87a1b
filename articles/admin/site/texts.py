"""The screen of institutional texts: the head saves a working copy and publishes versions of it."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles import actions
from articles.admin.common.save_mixin import ActionAdmin
from articles.models import Text
from newsroom.body.fields import BodyField
from newsroom.utils import dates, html
from newsroom.utils.form_fields import LineField
from newsroom.utils.optimistic_locking.admin import ActionForm
from newsroom.website.models import PublishedText
from staff.auth import current_user

PUBLISH = "_publish"
SHOWN_VERSIONS = 30
TEXT_FIELDS = ("title", "body")


class TextForm(ActionForm[Text]):
    class Meta:
        model = Text
        fields = ("kind", "language", "title", "body")
        field_classes = {"title": LineField, "body": BodyField}
        error_messages = {
            NON_FIELD_ERRORS: {"unique_together": gettext_lazy("Такой текст на этом языке уже есть: откройте его.")}
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if former := getattr(self.instance, "former", None):
            self.initial = {**self.initial, **{name: getattr(former, name) for name in TEXT_FIELDS}}


class TextAdmin(ActionAdmin, admin.ModelAdmin[Text]):
    """Mission and imprint in each language. «Опубликовать» also publishes what it saves."""

    add_title = gettext_lazy("Новый текст издания")
    form = TextForm
    save_action = actions.save_text
    list_display = ("__str__", "title", "on_site")
    change_form_template = "admin/articles/text/change_form.html"
    view_on_site = False

    def get_readonly_fields(self, request: HttpRequest, obj: Text | None = None) -> tuple[str, ...]:
        return ("kind", "language", "on_site", "versions") if obj else ()

    def get_fields(self, request: HttpRequest, obj: Text | None = None) -> tuple[Any, ...]:
        return (("kind", "language"), "title", "body", *(("on_site", "versions") if obj else ()))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Text | None:
        """With `?version=` show the text of that published version; it is stored when the form is saved."""
        text: Text | None = super().get_object(request, object_id, from_field)
        if text is not None and request.method == "GET" and (former := _version_of(text, request.GET.get("version"))):
            text.former = former  # type: ignore[attr-defined]
            number = {"version": former.version}
            messages.info(request, _("В форме слова версии %(version)d. Сохраните, чтобы они вернулись.") % number)
        return text

    @admin.display(description=gettext_lazy("прежние версии"))
    def versions(self, text: Text) -> str:
        rows = PublishedText.objects.filter(kind=text.kind, language=text.language).order_by("-version")
        language = get_language() or settings.LANGUAGE_CODE
        links = (
            (row.version, row.title, dates.format_datetime(row.published_at, language), row.version)
            for row in rows[:SHOWN_VERSIONS]
        )
        items = format_html_join("", '<li><a href="?version={}">{}</a>, {} (№ {})</li>', links)
        return format_html('<ol class="versions" reversed>{}</ol>', items) if items else "—"

    def has_delete_permission(self, request: HttpRequest, obj: Text | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("на сайте"))
    def on_site(self, text: Text) -> str:
        versions = PublishedText.objects.filter(kind=text.kind, language=text.language)
        last = versions.order_by("-version").first()
        if last is None:
            return _("ещё не опубликовано")
        moment = dates.format_datetime(last.published_at, get_language() or settings.LANGUAGE_CODE)
        published = {"version": last.version, "moment": moment}
        if (last.title, last.body) == (text.title, html.clean(text.body)):
            return _("версия %(version)d, %(moment)s") % published
        return _("версия %(version)d, %(moment)s; правка ещё не опубликована") % published

    def response_add(self, request: HttpRequest, obj: Text, post_url_continue: str | None = None) -> HttpResponse:
        self._publish(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Text) -> HttpResponse:
        self._publish(request, obj)
        return super().response_change(request, obj)

    def _publish(self, request: HttpRequest, text: Text) -> None:
        if PUBLISH not in request.POST:
            return
        published = actions.publish_text(text, by=current_user(request))
        if published is None:
            messages.info(request, _("На сайте уже этот текст."))
        else:
            messages.success(request, _("Опубликовано: версия %(version)d.") % {"version": published.version})


def _version_of(text: Text, asked: str | None) -> PublishedText | None:
    if not (asked and asked.isascii() and asked.isdecimal() and len(asked) < 9):
        return None
    return PublishedText.objects.filter(kind=text.kind, language=text.language, version=int(asked)).first()
