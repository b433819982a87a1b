"""The addresses of presence: one POST for all open articles of a browser, and one that takes a text over."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import admin
from django.core.exceptions import BadRequest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.admin.presence import take_over as taking
from articles.admin.presence.answer import answer
from articles.admin.presence.pages import read_id, read_message, read_object
from articles.models import Article
from newsroom.database_faults import database_fault
from newsroom.exceptions import ActionRefused
from staff.auth import current_user

NAME = "articles_presence"
View = Callable[[HttpRequest], HttpResponse]


def for_scripts(view: View) -> View:
    """Wrap a view that a script asks: 401 after the end of the login, GET for a fresh token, refusals as JSON."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        if not admin.site.has_permission(request):
            return JsonResponse({}, status=HTTPStatus.UNAUTHORIZED)
        if request.method == "GET":
            return JsonResponse({"csrf": get_token(request)})
        try:
            return view(request)
        except BadRequest:
            return JsonResponse({}, status=HTTPStatus.BAD_REQUEST)
        except ActionRefused as refusal:
            return JsonResponse({"reasons": refusal.reasons}, status=refusal.http_status)
        except DatabaseError as error:
            if not database_fault(error):
                raise
            return JsonResponse({}, status=HTTPStatus.SERVICE_UNAVAILABLE)

    return never_cache(require_http_methods(["GET", "POST"])(wrapped))


@for_scripts
def presence(request: HttpRequest) -> HttpResponse:
    """Keep which articles the browser has open and answer who else has them open."""
    message = read_message(request.body)
    return JsonResponse({"articles": answer(message, current_user(request))})


@for_scripts
def take_over(request: HttpRequest) -> HttpResponse:
    """Take the text of an article over, or say who was faster."""
    user, data = current_user(request), read_object(request.body)
    article = Article.objects.visible_to(user).filter(pk=read_id(data.get("article"))).first()
    if article is None:
        return JsonResponse({"reasons": [_("Материала нет")]}, status=HTTPStatus.NOT_FOUND)
    seen = data.get("seen", 0)
    if type(seen) is not int or not 0 <= seen < 2**31:
        raise BadRequest("not the number of a take-over")
    taking.take_over(article, by=user, seen=seen)
    return JsonResponse({})


def urls() -> list[URLPattern]:
    """Return the addresses below those of articles."""
    return [
        path("presence/", presence, name=NAME),
        path("presence/take/", take_over, name=f"{NAME}_take"),
    ]
