"""Saving an article from its form: one `Edit`, changed columns only, every refusal in words."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import Edit
from articles.admin.article import conflict
from articles.admin.article.form import ArticleForm
from articles.admin.article.submission import Sending, as_get, open_sending, sending_of
from articles.admin.common.public_link import with_public_link
from articles.admin.transitions import messages as pressing
from articles.models import Article
from articles.workflow import State
from newsroom.exceptions import ActionRefused, EditConflict, refuse_lost_race
from staff.auth import current_user

TAKEN_AWAY = gettext_lazy(
    "В этот же миг кто-то объединил рубрику или тег этого материала с другими. Посмотрите, что выбрано, "
    "и сохраните ещё раз."
)

if TYPE_CHECKING:
    Base = ModelAdmin[Article]
else:
    Base = object


class SavesThroughTheDoor(Base):
    """For the ModelAdmin of articles: the stock views, with the door instead of `obj.save()`.

    The stock view holds one transaction, so that a refusal raised in it leaves nothing behind.
    Then the same view is asked once more, for the form with the refusal and all that was typed.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        sending = open_sending(request)
        try:
            with refuse_lost_race(TAKEN_AWAY):
                response = super().changeform_view(request, object_id, form_url, extra_context)
        except Unseen:
            return conflict.page_without_article(request, self.admin_site.each_context(request))
        except ActionRefused as refusal:
            return self._refused(request, object_id, sending, refusal)
        if sending.unpressed is not None:
            return self._unpressed(request, sending, sending.unpressed)
        return response

    def _refused(
        self, request: HttpRequest, object_id: str | None, sending: Sending, refusal: ActionRefused
    ) -> HttpResponse:
        """Nothing was saved: the form again, with why, and with the article as it stands if somebody has moved it on."""
        sending.refusal = refusal
        shown = request
        article = self.get_queryset(request).filter(pk=object_id).first() if object_id else None
        if article is not None and article.version != sending.version:
            sending.comparison = conflict.Comparison(article, request.POST, current_user(request))
            shown = request if sending.comparison.may_save else as_get(request)
        response = super().changeform_view(shown, object_id)
        response.status_code = refusal.http_status
        return response

    def _unpressed(self, request: HttpRequest, sending: Sending, refusal: ActionRefused) -> HttpResponse:
        """The text is saved, the verb was refused: the form of the saved article, with why."""
        pk = str(sending.saved_pk)
        address = reverse("admin:articles_article_change", args=[pk])
        response = super().changeform_view(as_get(request), pk, form_url=address)
        response.status_code = refusal.http_status
        return response

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        """The article, if the person may see it and, where he sends a form, if it is the one he saw."""
        article = super().get_object(request, object_id, from_field)
        if article is not None:
            prefetch_related_objects([article], "bylines", "sources", "tags", "related_rows")
        sending = sending_of(request)
        if sending is None or sending.refusal is not None or request.method != "POST":
            return article
        if article is None:
            raise Unseen
        if article.version != sending.version:
            raise EditConflict(_("Пока вы писали, этот материал сохранил кто-то другой."))
        return article

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        """Begin the edit before anything is written, then write what was changed and no more."""
        if not change:
            form.edit = Edit.create(obj, by=current_user(request))
        elif form.changed_data:
            form.edit = Edit.open(obj, by=current_user(request), version=obj.version, known=form.seen)
            form.edit.write(**form.changed_columns)
            obj.version = form.edit.article.version

    def save_related(self, request: HttpRequest, form: ArticleForm, formsets: Any, change: bool) -> None:
        """Write the rows, and close the edit when all of the text is there."""
        if form.edit is None:
            return
        form.save_rows()
        state = form.instance.state
        form.finish()
        if state in (State.APPROVED, State.SCHEDULED):
            self._tell_if_void(request, form.instance)

    def _tell_if_void(self, request: HttpRequest, article: Article) -> None:
        article.refresh_from_db(fields=["state"])
        if article.state == State.SUBMITTED:
            messages.warning(request, _("Текст изменён, поэтому вычитка снята: его должны прочесть снова."))

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Articles have their own log, of steps and versions."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Articles have their own log, of steps and versions."""

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self._response_saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._response_saved(request, obj)

    def _response_saved(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Back to the article, by way of the verb, if one was pressed."""
        sending = cast("Sending", sending_of(request))
        sending.saved_pk = obj.pk
        if not sending.verb:
            messages.success(request, _("Сохранено."))
            return HttpResponseRedirect(obj.admin_url)
        if pressing.asks(sending.verb):
            return HttpResponseRedirect(reverse("admin:articles_article_verb", args=[obj.pk, sending.verb]))
        try:
            done = pressing.press(sending.verb, obj, by=current_user(request), version=obj.version)
        except ActionRefused as refusal:
            sending.unpressed = refusal
        else:
            messages.success(request, with_public_link(done, obj))
        return HttpResponseRedirect(obj.admin_url)


class Unseen(Exception):
    """A form was sent for an article that the person does not see."""
