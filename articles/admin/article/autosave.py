"""Autosave: the form of an article is saved while its user types, and the page stays as it is.

The script `autosave.js` sends the whole form and reads JSON. Only saves without further consequences are made so: in
other states a save voids an approval or changes the website, which takes a press of a button.
"""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles import permissions
from articles.admin.article import conflict
from articles.admin.article.change_view import DATABASE_REFUSED, MERGED_MEANWHILE, ArticleChangeView
from articles.admin.article.form import ArticleForm
from articles.admin.article.submission import Submission, read_submission
from articles.admin.transitions import reading
from articles.models import Article
from articles.workflow import State
from newsroom.database_faults import database_fault
from newsroom.exceptions import ActionRefused, EditConflict, refuse_lost_race
from staff.auth import current_user

STATES = frozenset({State.DRAFT, State.RETURNED, State.PROOFING})
PLACEMENT = ("section", "tags", "related", "slug", "translation_of")
ON_PRESS_ONLY = ("remark", "as_writer")
"""A remark is sent to the writers once, with the save of its author."""
NO_HEADLINE = gettext_lazy("Дайте материалу заголовок: без него он хранится только в этом браузере.")
NAME = "articles_article_autosave"
FIRST_VERSION = 1


def address_of(article: Article | None) -> str:
    """Return where the form is autosaved; empty if it is not."""
    if article is None:
        return reverse(f"admin:{NAME}")
    return reverse(f"admin:{NAME}", args=[article.pk]) if article.state in STATES else ""


def saves_in_place(article: Article | None) -> bool:
    """Return whether the button saves as the script does: all fields, and nobody has to be asked."""
    return article is None or (article.state in STATES - {State.PROOFING} and not article.is_live)


class AutosaveView(ArticleChangeView):
    """Mixin for the ModelAdmin of articles: `autosave/` and `<pk>/autosave/`."""

    def _page(self, request: HttpRequest, article: Article | None, form: ArticleForm, **context: Any) -> HttpResponse:
        context |= {"autosave_url": address_of(article), "saves_in_place": saves_in_place(article)}
        return super()._page(request, article, form, **context)

    def _submit(self, request: HttpRequest, object_id: str | None) -> HttpResponse:
        if "_restore" in request.POST:
            return self._restored(request, object_id, read_submission(request.POST))
        return super()._submit(request, object_id)

    def _restored(self, request: HttpRequest, object_id: str | None, submission: Submission) -> HttpResponse:
        """Show the form with what a browser kept of it, or both texts if the article has changed; save nothing."""
        first = self._first_submission(request, submission) if object_id is None else None
        article = first or self._get_article(request, object_id)
        if article is None and object_id is not None:
            return conflict.page_without_article(request, self.admin_site.each_context(request))
        if article is None and not self.has_add_permission(request):
            raise PermissionDenied
        may_save = article is None or self.has_change_permission(request, article)
        if article is not None and (article.version != submission.version or not may_save):
            return self._conflict(request, article, submission)
        form = self._form(request, article, request.POST)
        return self._page(request, article, form, version=submission.version, restored=True)

    def autosave_urls(self) -> list[URLPattern]:
        view = never_cache(require_http_methods(["GET", "POST"])(self.autosave_view))
        return [path("autosave/", view, name=NAME), path("<int:pk>/autosave/", view, name=NAME)]

    def autosave_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Save the posted form; answer GET with a fresh token for a page that was open over a login.

        Not behind `admin_view`: a script needs 401, not the page of a login.
        """
        if not self.admin_site.has_permission(request):
            return JsonResponse({}, status=HTTPStatus.UNAUTHORIZED)
        if request.method == "GET":
            return JsonResponse({"csrf": get_token(request)})
        submission = read_submission(request.POST)
        try:
            with refuse_lost_race(MERGED_MEANWHILE), transaction.atomic():
                form = self._autosave(request, pk, submission)
        except Article.DoesNotExist:
            return _refused(HTTPStatus.NOT_FOUND, _("Материала нет"))
        except PermissionDenied:
            return _refused(HTTPStatus.FORBIDDEN, permissions.NO_RIGHT)
        except EditConflict as refusal:
            return _refused(HTTPStatus.CONFLICT, *refusal.reasons)
        except ActionRefused as refusal:
            return _refused(HTTPStatus.UNPROCESSABLE_ENTITY, *refusal.reasons)
        except DatabaseError as error:
            if not database_fault(error):
                raise
            return _refused(HTTPStatus.SERVICE_UNAVAILABLE, DATABASE_REFUSED)
        return JsonResponse(self._answer(request, form))

    def _autosave(self, request: HttpRequest, pk: int | None, submission: Submission) -> ArticleForm:
        """Save all fields that are valid and take no press; the form names the others that were changed."""
        if pk is None and (first := self._first_submission(request, submission)):
            # The answer to the autosave that created the article was lost.
            pk, submission = first.pk, replace(submission, version=_unchanged_version(first))
        object_id, without = (None, ON_PRESS_ONLY) if pk is None else (str(pk), self._left_to_a_press(request, pk))
        form, _voided = self._save(request, object_id, submission, without=without)
        if form.is_valid():
            return form
        invalid = form.invalid
        if object_id is None and "headline" in invalid:
            raise ActionRefused(NO_HEADLINE)
        form, _voided = self._save(request, object_id, submission, without=(*without, *invalid))
        if not form.is_valid():
            raise ActionRefused(*(error for errors in form.errors.values() for error in errors))
        return form

    def _left_to_a_press(self, request: HttpRequest, pk: int) -> tuple[str, ...]:
        """Return the fields that are not autosaved. Raise Article.DoesNotExist or EditConflict."""
        state, is_live = self.get_queryset(request).values_list("state", "is_live").get(pk=pk)
        if state not in STATES:
            raise EditConflict(_("Пока вы писали, материал перешёл дальше."))
        # Readers see the placement of a live article at once.
        return (*ON_PRESS_ONLY, *PLACEMENT) if is_live else ON_PRESS_ONLY

    def _answer(self, request: HttpRequest, form: ArticleForm) -> dict[str, Any]:
        article = form.instance
        return {
            "version": article.version,
            "at": timezone.localtime().strftime("%H:%M"),
            "left_out": form.left_out,
            "csrf": get_token(request),
            "reading_token": reading.token_for(article, current_user(request)),
            "pk": article.pk,
            "url": article.admin_url,
            "autosave_url": address_of(article),
        }


def _unchanged_version(article: Article) -> int:
    """Return the version of a new article; 0 if it has been saved again, by anybody in any window."""
    return article.version if article.version == FIRST_VERSION else 0


def _refused(status: HTTPStatus, *reasons: object) -> JsonResponse:
    return JsonResponse({"reasons": [str(reason) for reason in reasons]}, status=status)
