"""The page of a step: GET shows what it asks, POST takes it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme

from articles import workflow
from articles.admin.article.submission import PRESSABLE, RESCHEDULE, posted_version
from articles.admin.article.toolbar import where_it_stands
from articles.admin.common.public_link import with_public_link
from articles.admin.transitions.forms import Question, question_of
from articles.admin.transitions.messages import press, refusal_beforehand
from articles.models import Article
from newsroom.exceptions import ActionRefused, EditConflict
from newsroom.workflow.rules import TransitionRule
from staff.auth import current_user

PAGES = PRESSABLE - {RESCHEDULE}
FIND = "_find"


def page(request: HttpRequest, pk: str, verb: str, site: dict[str, Any]) -> HttpResponse:
    """Take the step, or show why not, with everything that was answered. GET changes nothing.

    POST carries `version`, the one the person saw, what the step asks, and `next`, where to go on.
    """
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    article = get_object_or_404(Article.objects.visible_to(current_user(request)).select_related("claimed_by"), pk=pk)
    step = workflow.RULES[verb]
    is_asked = request.method == "POST" and "keep" not in request.POST
    question = question_of(step)(request.POST if is_asked else None, article=article, step=step)
    shown = _Shown(request, article, step, question, site)
    if refusal := refusal_beforehand(verb, article, current_user(request)):
        return shown.refused(refusal)
    if request.method != "POST" or FIND in request.POST:
        return shown.asked()
    return _take(request, article, verb, question, shown)


class _Shown:
    """The page as it is answered this time."""

    def __init__(
        self,
        request: HttpRequest,
        article: Article,
        step: TransitionRule,
        question: Question,
        site: dict[str, Any],
    ) -> None:
        self.request = request
        self.context = {
            **site,
            "title": step.label,
            "subtitle": str(article),
            "original": article,
            "opts": Article._meta,
            "step": step,
            "form": question,
            "media": question.media,
            "stands": where_it_stands(article),
            "version": article.version,
            "next": next_address(request),
            "may_press": True,
        }

    def asked(self, status: int = HTTPStatus.OK) -> HttpResponse:
        return TemplateResponse(self.request, "admin/articles/article/verb.html", self.context, status=status)

    def refused(self, refusal: ActionRefused) -> HttpResponse:
        """The sentences, all of them; of a conflict the step may be taken again, on what stands now."""
        self.context["reasons"] = refusal.reasons
        status = refusal.http_status
        self.context["may_press"] = isinstance(refusal, EditConflict) or status == HTTPStatus.UNPROCESSABLE_ENTITY
        return self.asked(status)


def _take(request: HttpRequest, article: Article, verb: str, question: Question, shown: _Shown) -> HttpResponse:
    is_kept = verb == "schedule" and "keep" in request.POST
    if not is_kept and not question.is_valid():
        return shown.asked(HTTPStatus.UNPROCESSABLE_ENTITY)
    pressed, answers = (RESCHEDULE, {}) if is_kept else (verb, question.answers())
    try:
        done = press(pressed, article, by=current_user(request), version=posted_version(request.POST), **answers)
    except ActionRefused as refusal:
        return shown.refused(refusal)
    messages.success(request, with_public_link(done, article))
    return HttpResponseRedirect(next_address(request) or article.admin_url)


def next_address(request: HttpRequest) -> str:
    """Where the person came from: an address of ours, or nothing."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if address.startswith("/") and url_has_allowed_host_and_scheme(address, None) else ""
