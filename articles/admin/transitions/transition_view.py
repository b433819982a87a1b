"""The page of a transition: GET shows its form, POST makes it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from articles import workflow
from articles.admin.article.submission import PERFORMABLE, RESCHEDULE
from articles.admin.article.toolbar import status_line
from articles.admin.common.public_link import with_public_link
from articles.admin.transitions import reading
from articles.admin.transitions.forms import TransitionForm, form_class_for
from articles.admin.transitions.perform import QUESTIONS, perform, refusal_before_asking
from articles.models import Article
from newsroom.body.cleaning import clean
from newsroom.exceptions import ActionRefused, EditConflict, Incomplete
from newsroom.utils.optimistic_locking.admin import posted_version
from newsroom.website.body_blocks import page_html
from newsroom.website.models import PublishedArticle
from newsroom.workflow.rules import TransitionRule
from staff.auth import current_user

PAGES = PERFORMABLE - {RESCHEDULE}
SEARCH = "_find"
OPENING = frozenset({"claim", "take_over", "revise"})
"""After these transitions the user reads or edits the text, so they lead to it from every page."""


@require_http_methods(["GET", "HEAD", "POST"])
def transition_page(request: HttpRequest, pk: str, transition: str, admin: ModelAdmin[Article]) -> HttpResponse:
    """Make the transition, or show its form with the reasons against it. GET changes nothing.

    POST carries `version`, the one that the user saw, the answers of the form, and `next`, the address to return to.
    """
    user = current_user(request)
    article = get_object_or_404(Article.objects.visible_to(user).select_related("claimed_by"), pk=pk)
    rule = workflow.RULES[transition]
    form = form_class_for(rule)(request.POST if request.method == "POST" else None, article=article, rule=rule)
    if refusal := refusal_before_asking(transition, article, user):
        return _page(request, admin, rule, form, refusal=refusal)
    if request.method != "POST" or SEARCH in request.POST:
        return _page(request, admin, rule, form)
    if not form.is_valid():
        return _page(request, admin, rule, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    version = posted_version(request.POST)
    try:
        if transition in reading.READ_FIRST:
            _require_reading(request, article, version)
        done = perform(transition, article, by=user, version=version, **form.answers())
    except ActionRefused as refused:
        return _page(request, admin, rule, form, refusal=refused)
    messages.success(request, with_public_link(done, article))
    came_from = "" if transition in OPENING else next_address(request)
    return HttpResponseRedirect(came_from or article.admin_url)


def _require_reading(request: HttpRequest, article: Article, version: int) -> None:
    """Raise Incomplete unless the form was sent from a page that showed this text.

    An older version is refused by the action, with a better sentence. A later one is not left to the action: it could
    become the stored version in between.
    """
    token = request.POST.get(reading.FIELD, "")
    if version >= article.version and not reading.has_read(
        token, article=article, version=version, user=current_user(request)
    ):
        raise Incomplete(reading.OPEN_FIRST)


def _page(
    request: HttpRequest,
    admin: ModelAdmin[Article],
    rule: TransitionRule,
    form: TransitionForm,
    *,
    refusal: ActionRefused | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Render the form of the transition, or only the reasons where it cannot be made now."""
    article = form.article
    may_perform = refusal is None or isinstance(refusal, EditConflict | Incomplete)
    context = {
        **admin.admin_site.each_context(request),
        "title": rule.label,
        "subtitle": str(article),
        "original": article,
        "opts": Article._meta,
        "rule": rule,
        "form": form,
        "media": form.media,
        "status_line": status_line(article),
        "version": article.version,
        "next": next_address(request),
        "reasons": refusal.reasons if refusal else [],
        "may_perform": may_perform,
        "question": QUESTIONS.get(rule.name),
        "is_search": SEARCH in request.POST,
    }
    if may_perform and rule.name in reading.READ_FIRST:
        context |= _text_context(article)
        context["reading_token"] = reading.token_for(article, current_user(request))
    template = "admin/articles/article/transition.html"
    return TemplateResponse(request, template, context, status=refusal.http_status if refusal else status)


def _text_context(article: Article) -> dict[str, Any]:
    """Return the text to be read: the live one if it went out unread, otherwise the working copy."""
    live = PublishedArticle.objects.live().filter(pk=article.pk).first() if article.unread else None
    text = live or article
    return {"text": text, "text_body": page_html(clean(text.body), is_private=True)}


def next_address(request: HttpRequest) -> str:
    """Return the local address that the user came from, or an empty string."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if address.startswith("/") and url_has_allowed_host_and_scheme(address, None) else ""
