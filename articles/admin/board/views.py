"""The page of the board, and the move of one card, asked for by its script."""

from http import HTTPStatus
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import permissions, workflow
from articles.admin.article.submission import PERFORMABLE
from articles.admin.board.columns import cards_for, columns_for
from articles.admin.finding.choices import choices_for
from articles.admin.finding.filters import ArticleFilters
from articles.admin.transitions.perform import asks, perform
from articles.admin.transitions.reading import READ_FIRST
from articles.models import Article
from articles.workflow import State
from newsroom.exceptions import ActionRefused, InvalidState, NotPermitted
from newsroom.utils.optimistic_locking.admin import posted_version
from newsroom.workflow.rules import TransitionRule
from staff.auth import current_user
from staff.models import User

FILTERS = ("section__id__exact", "language__exact", "mine")
# Dragging a card is no way to throw away a text.
NOT_BY_DRAGGING = frozenset({"discard", "place", "take_over"})


def urls(admin: ModelAdmin[Article]) -> list[URLPattern]:
    """Return the addresses of the board, behind the admin login."""
    site = admin.admin_site

    @require_safe
    def board(request: HttpRequest) -> HttpResponse:
        if not admin.has_view_permission(request):
            raise PermissionDenied
        user = current_user(request)
        filters = ArticleFilters(request.GET, user=user, sections=choices_for(user).sections, only=FILTERS)
        context = {
            **site.each_context(request),
            "title": _("Доска материалов"),
            "opts": Article._meta,
            "filters": filters,
            "columns": columns_for(user, filters),
            "here": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/board/board.html", context)

    return [
        path("board/", site.admin_view(board), name="articles_article_board"),
        path("<int:pk>/move/", site.admin_view(move), name="articles_article_move"),
    ]


@require_POST
def move(request: HttpRequest, pk: int) -> JsonResponse:
    """Make a transition of the board and answer with the card as it is now.

    POST has `version` and `transition`, or `to`: the state of the column where the card was dropped. A transition that
    asks something is not made: the answer is the address of its page. A refusal answers with its sentences.
    """
    user = current_user(request)
    article = get_object_or_404(Article.objects.visible_to(user).select_related("section", "claimed_by"), pk=pk)
    try:
        transition = _transition(request, article, user)
        if transition in READ_FIRST or asks(transition, article):
            return JsonResponse({"form": _form_address(transition, article)})
        done = perform(transition, article, by=user, version=posted_version(request.POST))
    except ActionRefused as refusal:
        return JsonResponse({"reasons": refusal.reasons}, status=refusal.http_status)
    return JsonResponse({"done": done, **_as_it_is_now(request, pk, user)}, status=HTTPStatus.OK)


def _transition(request: HttpRequest, article: Article, user: User) -> str:
    """Return the name of the transition that is asked for. Raise the refusal if no transition leads there."""
    name, target = request.POST.get("transition", ""), request.POST.get("to", "")
    if name in PERFORMABLE & set(workflow.RULES):
        return name
    if target not in State.values:
        raise BadRequest("no transition and no state")
    rules = [rule for rule in workflow.RULES.values() if _leads(rule, article, target)]
    for rule in rules:
        if permissions.reason_against(rule.name, article, user) is None:
            return rule.name
    if rules:
        raise NotPermitted(permissions.reason_against(rules[0].name, article, user))
    sentence = _("Материал — %(state)s: отсюда его не перевести в колонку «%(target)s».")
    raise InvalidState(sentence % {"state": article.get_state_display(), "target": State(target).label})


def _leads(rule: TransitionRule, article: Article, target: str) -> bool:
    is_drag = rule.name not in NOT_BY_DRAGGING
    return is_drag and rule.target == target and rule.applies_to(article.state, is_live=article.is_live)


def _form_address(transition: str, article: Article) -> str:
    address = reverse("admin:articles_article_transition", args=[article.pk, transition])
    return f"{address}?next={reverse('admin:articles_article_board')}"


def _as_it_is_now(request: HttpRequest, pk: int, user: User) -> dict[str, Any]:
    """Return state and HTML of the card; neither if the user may no longer see the article."""
    found = Article.objects.visible_to(user).filter(pk=pk).select_related("section", "claimed_by").defer("body")
    if not (cards := cards_for(user, list(found))):
        return {"state": "", "card": ""}
    html = render_to_string("admin/board/_card.html", {"card": cards[0]}, request)
    return {"state": cards[0].article.state, "card": html}
