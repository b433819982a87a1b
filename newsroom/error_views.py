"""Pages for failed requests, in the language of the address; under `/admin/` inside the frame of the admin."""

import logging
import sys
from http import HTTPStatus

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from newsroom.database_faults import database_fault

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
# A form's token is shorter, and so is whatever else of one Latin word is no text.
MIN_PROSE_LENGTH = 70
RETRY_AFTER_SECONDS = 30
ADMIN = "/admin/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler400`: something in the request makes no sense, or there is too much of it."""
    if fault := database_fault(exception):
        # Django turns a session that cannot be saved into a bad request.
        return unavailable(request, fault)
    if isinstance(exception, RequestDataTooBig):
        limit = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // MEGABYTE
        reason = _("Слишком много данных сразу: больше %(limit)s МБ. Вернитесь назад и отправьте их по частям.")
        return page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(reason) % {"limit": limit}, "400.html")
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        reason = _("В форме слишком много полей. Вернитесь назад и отправьте её по частям.")
        return page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, reason, "400.html")
    reason = _("Сервер не понял запрос.")
    if isinstance(exception, DisallowedHost):
        # A robot asks so. The frame of the admin would cost it several queries.
        return page(request, HTTPStatus.BAD_REQUEST, reason, "400.html", in_admin=None)
    return page(request, HTTPStatus.BAD_REQUEST, reason, "400.html")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler403`: the exception's own text, where it has one, says why."""
    reason = str(exception) or _("Сюда у вас нет доступа.")
    return page(request, HTTPStatus.FORBIDDEN, reason, "403.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's `CSRF_FAILURE_VIEW`: mostly a form that stayed open over a login in another window."""
    sentence = _("Форма устарела, её содержимое не сохранено.")
    return page(request, HTTPStatus.FORBIDDEN, sentence, "403.html", in_admin="admin/stale_form.html")


def login_ended(request: HttpRequest) -> HttpResponse:
    """Answer a form of the admin sent by somebody who is not logged in any more: nothing is saved or lost."""
    sentence = _("Вход в редакцию закончился, отправленное не сохранено.")
    return page(request, HTTPStatus.FORBIDDEN, sentence, "403.html", in_admin="admin/login_ended.html")


def written(request: HttpRequest) -> list[str]:
    """Return what a person has typed into the sent form, the longest first, without passwords."""
    try:
        fields = list(request.POST.lists())
    except (SuspiciousOperation, MultiPartParserError, OSError):  # too much was sent, or the connection broke
        return []
    sent = (value for name, values in fields if _is_typed(name) for value in values)
    return sorted(dict.fromkeys(value for value in sent if _is_prose(value)), key=len, reverse=True)


def sent_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of the sent form, so that a page can send them again; without passwords and the token."""
    repeated = (name for name in request.POST if "password" not in name and name != "csrfmiddlewaretoken")
    return [(name, value) for name in repeated for value in request.POST.getlist(name)]


def _is_typed(name: str) -> bool:
    """Return whether a field may be shown: it is no password and not what the form has kept of the stored text."""
    return "password" not in name and not name.startswith("initial-")


def _is_prose(value: str) -> bool:
    """Return whether it is words rather than a token, a number or a date."""
    return len(value) >= MIN_PROSE_LENGTH or " " in value.strip() or not value.isascii()


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler404`."""
    return page(request, HTTPStatus.NOT_FOUND, _("Такой страницы нет."), "404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`. Its template needs nothing that can fail again: no database, no request."""
    if fault := database_fault(sys.exc_info()[1]):
        return unavailable(request, fault)
    reason = _("Ошибка на нашей стороне. Мы уже знаем о ней.")
    return page(request, HTTPStatus.INTERNAL_SERVER_ERROR, reason, "500.html", in_admin=None)


def unavailable(request: HttpRequest, fault: Exception) -> HttpResponse:
    """Answer 503 while the database does not answer, with one line in the log.

    The language of the person may be in the database, so the page speaks both languages. What was typed into a form
    of the admin is given back.
    """
    log.error("503 %s %s: %s", request.method, request.path, str(fault).partition("\n")[0])
    reason = _("База данных не отвечает. Обновите страницу через минуту.")
    try:
        is_admin = request.path_info.startswith(ADMIN)
        texts = written(request) if is_admin else []
        context = {"reason": reason, "texts": texts, "fields": sent_fields(request) if texts else []}
        response = render(request, "503.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    except Exception:  # the sentence must come out whatever is broken
        log.exception("the page of a failure failed: 503.html")
        response = bare(HTTPStatus.SERVICE_UNAVAILABLE, reason)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def page(
    request: HttpRequest,
    status: HTTPStatus,
    reason: str | Promise,
    template: str,
    *,
    in_admin: str | None = "admin/failure.html",
) -> HttpResponse:
    """Return the page of a failure: `in_admin` under `/admin/`, once it is known who is asking, else `template`.

    The bare sentence if the template fails in its turn.
    """
    context: dict[str, object] = {"reason": reason, "status": int(status)}
    try:
        if in_admin and request.path_info.startswith(ADMIN) and hasattr(request, "user"):
            template = in_admin
            context |= admin.site.each_context(request)
            context |= {"texts": written(request), "came_from": _came_from(request)}
        return render(request, template, context, status=status)
    except Exception as error:  # what failed before may fail again
        if fault := database_fault(error):
            return unavailable(request, fault)
        log.exception("the page of a failure failed: %s", template)
        return bare(status, reason)


def _came_from(request: HttpRequest) -> str:
    """Return the page of the admin that led here; empty if it is unknown or this very one by GET."""
    address = request.headers.get("Referer", "")
    in_admin = address.startswith(request.build_absolute_uri(ADMIN))
    is_here = address == request.build_absolute_uri() and request.method != "POST"
    return address if in_admin and not is_here else ""


def bare(status: HTTPStatus, reason: str | Promise) -> HttpResponse:
    """Return the sentence and a link to the front page, with no template at all."""
    return HttpResponse(
        format_html(
            "<!doctype html><meta charset=utf-8><title>{}</title><h1>{}</h1><p>{}</p><p><a href='/'>{}</a></p>",
            int(status),
            int(status),
            reason,
            _("На главную"),
        ),
        status=status,
    )
