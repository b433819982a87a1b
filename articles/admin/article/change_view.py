"""The add and change views of an article: save through one `Edit`, then make the transition asked for."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import ModelAdmin, helpers
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import prefetch_related_objects
from django.forms import Media
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article import conflict
from articles.admin.article.bylines import byline_lines
from articles.admin.article.form import ArticleForm
from articles.admin.article.sources import source_lines
from articles.admin.article.submission import RESCHEDULE, Submission, read_submission
from articles.admin.article.toolbar import toolbar_for
from articles.admin.common.public_link import with_public_link
from articles.admin.preview.answers import answers_above_form
from articles.admin.preview.snippets import snippets_of
from articles.admin.transitions import perform, reading
from articles.models import Article
from newsroom.database_faults import database_fault
from newsroom.exceptions import ActionRefused, BecomesWriter, EditConflict, refuse_lost_race
from staff.auth import current_user

MERGED_MEANWHILE = gettext_lazy(
    "В этот же миг кто-то объединил рубрику или тег этого материала с другими. Посмотрите, что выбрано, "
    "и сохраните ещё раз."
)
DATABASE_REFUSED = gettext_lazy(
    "База данных сейчас не принимает записи. Ничего не сохранено, набранное на месте: попробуйте сохранить ещё раз."
)

# Of lists, and of slugs that follow a title.
UNUSED_SCRIPTS = ("actions.js", "urlify.js", "prepopulate.js", "xregexp.js", "xregexp.min.js")

if TYPE_CHECKING:
    Base = ModelAdmin[Article]
else:
    Base = object


class ArticleChangeView(Base):
    """Mixin for the ModelAdmin of articles.

    The stock view writes whole rows and keeps its own log; articles are written by `articles.actions` only.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            return self._submit(request, object_id)
        article = self._get_article(request, object_id)
        if object_id is not None and article is None:
            return super().changeform_view(request, object_id)  # redirects with a message
        may_open = self.has_view_or_change_permission(request, article) if article else self.has_add_permission(request)
        if not may_open:
            raise PermissionDenied
        return self._page(request, article, self._form(request, article))

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Refuse the stock way to save, should a stock view ever use it: it would write the whole row."""
        raise PermissionDenied

    def _submit(self, request: HttpRequest, object_id: str | None) -> HttpResponse:
        """Save the submitted form and make its transition; each way to fail shows what was typed."""
        submission = read_submission(request.POST)
        if object_id is None and (first := self._first_submission(request, submission)):
            return self._submitted_before(request, first, submission)
        try:
            with refuse_lost_race(MERGED_MEANWHILE), transaction.atomic():
                form, approval_voided = self._save(request, object_id, submission)
        except Article.DoesNotExist:
            return conflict.page_without_article(request, self.admin_site.each_context(request))
        except ActionRefused as refusal:
            return self._save_refused(request, object_id, submission, refusal)
        except DatabaseError as error:
            if not database_fault(error):
                raise
            return self._database_refused(request, object_id, submission)
        if not form.is_valid():
            article = form.instance if object_id else None
            return self._page(request, article, form, version=submission.version)
        if approval_voided:
            messages.warning(request, _("Текст изменён, поэтому вычитка снята: его должны прочесть снова."))
        return self._make_transition(request, form.instance, submission)

    def _save(
        self, request: HttpRequest, object_id: str | None, submission: Submission, *, without: Iterable[str] = ()
    ) -> tuple[ArticleForm, bool]:
        """Return the form, saved if it is valid, and whether saving it voided an approval.

        Fields and rows named by `without` stay as they are stored. Raise Article.DoesNotExist, PermissionDenied,
        EditConflict and the other refusals of `Edit`.
        """
        article = self._get_article(request, object_id)
        if object_id is not None and article is None:
            raise Article.DoesNotExist
        if article is not None and article.version != submission.version:
            raise EditConflict(_("Пока вы писали, этот материал сохранил кто-то другой."))
        may_save = self.has_change_permission(request, article) if article else self.has_add_permission(request)
        if not may_save:
            raise PermissionDenied
        form = self._form(request, article, request.POST)
        form.leave_out(without)
        if article is None:
            form.instance.submission_key = submission.key
        return form, form.is_valid() and form.save_article(by=current_user(request))

    def _make_transition(self, request: HttpRequest, article: Article, submission: Submission) -> HttpResponse:
        """Go back to the saved article, by way of the transition if a button asked for one."""
        transition, user = submission.transition, current_user(request)
        if not transition:
            messages.success(request, _("Сохранено."))
            return HttpResponseRedirect(article.admin_url)
        if perform.asks(transition, article):
            page = "schedule" if transition == RESCHEDULE else transition
            return HttpResponseRedirect(reverse("admin:articles_article_transition", args=[article.pk, page]))
        has_read = reading.has_read(submission.reading_token, article=article, version=submission.version, user=user)
        if transition in reading.READ_FIRST and not has_read:
            return HttpResponseRedirect(reverse("admin:articles_article_transition", args=[article.pk, transition]))
        try:
            done = perform.perform(transition, article, by=user, version=article.version)
        except ActionRefused as refusal:
            return self._transition_refused(request, article, refusal)
        messages.success(request, with_public_link(done, article))
        return HttpResponseRedirect(article.admin_url)

    # Failures

    def _save_refused(
        self, request: HttpRequest, object_id: str | None, submission: Submission, refusal: ActionRefused
    ) -> HttpResponse:
        """Show the form again with the reasons, or both texts if the article has changed meanwhile."""
        if object_id is None and (first := self._first_submission(request, submission)):
            return self._submitted_before(request, first, submission)
        article = self._get_article(request, object_id)
        if article is not None and article.version != submission.version:
            return self._conflict(request, article, submission)
        form = self._form(request, article, request.POST, asks_to_become_writer=isinstance(refusal, BecomesWriter))
        form.add_error(None, ValidationError(list(refusal.reasons)))
        return self._page(
            request, article, form, status=refusal.http_status, version=submission.version, refusal=refusal
        )

    def _conflict(self, request: HttpRequest, article: Article, submission: Submission) -> HttpResponse:
        """Show the stored text beside the typed one; the form keeps the typed one where it may still be saved."""
        comparison = conflict.Comparison(article, request.POST, current_user(request))
        # A copy: validating the form writes what was typed into its instance.
        own_copy = self._get_article(request, str(article.pk))
        form = self._form(request, own_copy, request.POST if comparison.may_save else None)
        return self._page(
            request,
            article,
            form,
            status=HTTPStatus.CONFLICT,
            version=submission.version,
            comparison=comparison,
            form_url=article.admin_url,
        )

    def _transition_refused(self, request: HttpRequest, article: Article, refusal: ActionRefused) -> HttpResponse:
        """Show the form of the saved article with the reasons why the transition was not made."""
        saved = self._get_article(request, str(article.pk))
        if saved is None:
            return HttpResponseRedirect(reverse("admin:index"))
        return self._page(
            request,
            saved,
            self._form(request, saved),
            status=refusal.http_status,
            form_url=saved.admin_url,
            transition_refusal=refusal,
        )

    def _database_refused(self, request: HttpRequest, object_id: str | None, submission: Submission) -> HttpResponse:
        """Show the form again with all that was typed: the database is locked, full or away."""
        form = self._form(request, self._get_article(request, object_id), request.POST)
        form.add_error(None, ValidationError(DATABASE_REFUSED))
        article = form.instance if object_id else None
        refusal = ActionRefused(DATABASE_REFUSED)
        return self._page(
            request, article, form, status=HTTPStatus.SERVICE_UNAVAILABLE, version=submission.version, refusal=refusal
        )

    # The add form sent twice

    def _first_submission(self, request: HttpRequest, submission: Submission) -> Article | None:
        """Return the article that this user made with the same add form before."""
        if submission.key is None:
            return None
        return self.get_queryset(request).filter(submission_key=submission.key, creator=current_user(request)).first()

    def _submitted_before(self, request: HttpRequest, article: Article, submission: Submission) -> HttpResponse:
        """Lead to the article that the first post made; show both texts if they differ."""
        if conflict.Comparison(article, request.POST, current_user(request)).differences:
            return self._conflict(request, article, submission)
        messages.success(request, _("Сохранено."))
        return HttpResponseRedirect(article.admin_url)

    # The page

    def _get_article(self, request: HttpRequest, object_id: str | None) -> Article | None:
        """Return the article with its rows, or None if there is none that this user may see."""
        if object_id is None:
            return None
        article = self.get_object(request, unquote(object_id))
        if article is not None:
            prefetch_related_objects([article], "bylines", "sources", "tags", "related_rows")
        return article

    def _form(
        self,
        request: HttpRequest,
        article: Article | None,
        data: QueryDict | None = None,
        *,
        asks_to_become_writer: bool = False,
    ) -> ArticleForm:
        """Return the form with the fields that this user may change now."""
        form_class = cast(
            "type[ArticleForm]",
            self.get_form(request, article, change=article is not None, asks_to_become_writer=asks_to_become_writer),
        )
        initial = None if article else self.get_changeform_initial_data(request)
        return form_class(data, instance=article, initial=initial, user=current_user(request))

    def _page(
        self,
        request: HttpRequest,
        article: Article | None,
        form: ArticleForm,
        *,
        status: int = HTTPStatus.OK,
        form_url: str = "",
        **context: Any,
    ) -> HttpResponse:
        """Render the form with its toolbar; `article` is None for a new one."""
        fieldsets: list[Any] = list(self.get_fieldsets(request, article))
        may_change = article is None or self.has_change_permission(request, article)
        readonly = self.get_readonly_fields(request, article) if may_change else flatten_fieldsets(fieldsets)
        admin_form = helpers.AdminForm(form, fieldsets, {}, readonly, model_admin=self)
        context = {
            **self.admin_site.each_context(request),
            "title": str(article) if article else _("Новый материал"),
            "adminform": admin_form,
            "original": article,
            "object_id": article.pk if article else None,
            "version": article.version if article else None,
            "submission_key": request.POST.get("submission_key") or uuid4(),
            "most_bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            "is_popup": False,
            "to_field": None,
            "media": self._form_media() + admin_form.media,
            "inline_admin_formsets": [],
            "snippets": snippets_of(article),
            "errors": helpers.AdminErrorList(form, []),
            "preserved_filters": self.get_preserved_filters(request),
            **context,
        }
        if article is not None:
            context |= self._article_context(request, article, form)
        response = self.render_change_form(
            request, context, add=article is None, change=article is not None, form_url=form_url, obj=article
        )
        response.status_code = status
        return response

    def _form_media(self) -> Media:
        """Return the stock media without what a form of ours never uses: 50 KB as they come over the wire."""
        stock = self.media
        scripts = [path for path in stock._js if not str(path).endswith(UNUSED_SCRIPTS)]  # type: ignore[attr-defined]
        return Media(css=stock._css, js=scripts)  # type: ignore[attr-defined]

    def _article_context(self, request: HttpRequest, article: Article, form: ArticleForm) -> dict[str, Any]:
        user = current_user(request)
        context: dict[str, Any] = {
            "toolbar": toolbar_for(article, user),
            "outside_answers": answers_above_form(article),
            "reading_token": reading.token_for(article, user),
        }
        if form.bylines is None:
            context |= {"byline_lines": byline_lines(article), "source_lines": source_lines(article)}
        return context
