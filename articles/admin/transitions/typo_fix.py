"""The page for fixing a typo on the public site: the live text, the form, and fixes that wait for confirmation."""

from functools import partial
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from articles import actions, permissions, typo_rules
from articles.admin.common.public_link import with_public_link
from articles.admin.transitions.perform import refusal_before_asking
from articles.admin.transitions.transition_view import next_address
from articles.models import Article, TypoFix
from newsroom.exceptions import ActionRefused, EditConflict, Incomplete, NotPermitted
from newsroom.utils.form_fields import LineField
from newsroom.utils.optimistic_locking.admin import posted_version
from newsroom.website.models import PublishedArticle
from staff.auth import current_user

# Longer than the action allows, so that the action refuses with its own sentence.
LONGEST_TYPED = 400
AS_ON_THE_PAGE = ("kicker", "lead", "caption", "alt", "body")


class TypoForm(forms.Form):
    """The field, the wrong words and the right ones. The action decides whether that is a typo."""

    field = forms.ChoiceField(label=gettext_lazy("Где"), choices=list(typo_rules.FIELDS.items()))
    before = LineField(label=gettext_lazy("Было"), max_length=LONGEST_TYPED)
    after = LineField(label=gettext_lazy("Станет"), max_length=LONGEST_TYPED)

    def refuse(self, refusal: ActionRefused) -> None:
        """Add the reasons: about the words beside them, others above the form."""
        field = "before" if isinstance(refusal, Incomplete) else None
        for reason in refusal.reasons:
            self.add_error(field, reason)


def _visible(request: HttpRequest, pk: int) -> Article:
    return get_object_or_404(Article.objects.visible_to(current_user(request)).select_related("claimed_by"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def fix(request: HttpRequest, pk: int, admin: ModelAdmin[Article]) -> HttpResponse:
    """Show the live text and the form; POST fixes the typo. Answer 404 for an article that the user may not see."""
    article, user = _visible(request, pk), current_user(request)
    if refusal := refusal_before_asking("fix_typo", article, user):
        return _page(request, admin, article, refusal=refusal)
    if request.method != "POST":
        return _page(request, admin, article, form=TypoForm())
    form = TypoForm(request.POST)
    if not form.is_valid():
        return _page(request, admin, article, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        made = actions.fix_typo(article, by=user, version=posted_version(request.POST), **form.cleaned_data)
    except ActionRefused as refused:
        form.refuse(refused)
        fresh = _visible(request, pk) if isinstance(refused, EditConflict) else article
        return _page(request, admin, fresh, form=form, status=refused.http_status)
    if made.applied_at:
        messages.success(request, with_public_link(_("Исправлено на сайте."), article))
    else:
        messages.success(request, _("Предложено. Вы автор материала: на сайт исправление выпустит другой человек."))
    return HttpResponseRedirect(reverse("admin:articles_article_fix_typo", args=[pk]))


@require_POST
def decide(request: HttpRequest, pk: int, fix: int, admin: ModelAdmin[Article]) -> HttpResponse:
    """Confirm or decline a fix that a writer proposed."""
    article, user = _visible(request, pk), current_user(request)
    proposed = get_object_or_404(TypoFix.objects.select_related("article"), pk=fix, article=article)
    decision = request.POST.get("decision", "")
    if decision not in ("confirm", "decline"):
        raise BadRequest(f"unknown decision: {decision[:20]!r}")
    try:
        if decision == "confirm":
            actions.confirm_typo(proposed, by=user)
        else:
            actions.decline_typo(proposed, by=user)
    except ActionRefused as refusal:
        return _page(request, admin, article, refusal=refusal)
    done = _("Исправлено на сайте.") if decision == "confirm" else _("Отклонено: текст остался прежним.")
    messages.success(request, with_public_link(done, article))
    return HttpResponseRedirect(next_address(request) or reverse("admin:articles_article_fix_typo", args=[pk]))


def _page(
    request: HttpRequest,
    admin: ModelAdmin[Article],
    article: Article,
    *,
    form: TypoForm | None = None,
    refusal: ActionRefused | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Render the page. Without the right to fix there is no form; without the right to confirm, a refusal."""
    user = current_user(request)
    may_confirm = permissions.reason_against_confirming(article, user) is None
    if refusal is not None and not (isinstance(refusal, NotPermitted) and may_confirm and request.method != "POST"):
        status = refusal.http_status
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Исправить опечатку"),
        "subtitle": str(article),
        "opts": Article._meta,
        "original": article,
        "form": form,
        "reasons": refusal.reasons if refusal else [],
        "fields": _live_fields(article),
        "pending": _pending(article),
        "may_confirm": may_confirm,
        "will_propose": form is not None and article.is_written_by(user),
        "next": next_address(request),
    }
    return TemplateResponse(request, "admin/articles/article/fix_typo.html", context, status=status)


def _live_fields(article: Article) -> list[tuple[str, Promise, str | SafeString]]:
    """Return name, label and text of the live fields in which typos may be fixed."""
    live = PublishedArticle.objects.live().filter(pk=article.pk).first()
    if live is None:
        return []
    found = [(name, typo_rules.FIELDS[name], getattr(live, name)) for name in AS_ON_THE_PAGE]
    # The published body is clean.
    return [(name, label, mark_safe(text) if name == "body" else text) for name, label, text in found if text]  # noqa: S308


def _pending(article: Article) -> list[TypoFix]:
    return list(article.typo_fixes.pending().select_related("user").order_by("pk"))


def urls(admin: ModelAdmin[Article]) -> list[URLPattern]:
    """Return the URLs of the page and of the decision about one fix, behind the admin login."""
    wrap = admin.admin_site.admin_view
    return [
        path("<int:pk>/fix_typo/", wrap(partial(fix, admin=admin)), name="articles_article_fix_typo"),
        path("<int:pk>/fix_typo/<int:fix>/", wrap(partial(decide, admin=admin)), name="articles_typo_decide"),
    ]
