"""What a person is told when a request fails: a page with a sentence, in the language of the address."""

import logging
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
# The form's own key is shorter, and so is whatever else of one Latin word is no text.
WORTH_KEEPING = 70


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler400`: something in the request makes no sense, or there is too much of it."""
    if isinstance(exception, RequestDataTooBig):
        limit = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) // MEGABYTE
        reason = _("Слишком много данных сразу: больше %(limit)s МБ. Вернитесь назад и отправьте их по частям.")
        return page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(reason) % {"limit": limit}, "400.html")
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        reason = _("В форме слишком много полей. Вернитесь назад и отправьте её по частям.")
        return page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, reason, "400.html")
    return page(request, HTTPStatus.BAD_REQUEST, _("Сервер не понял запрос."), "400.html")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler403`: the exception's own text, where it has one, says why."""
    reason = str(exception) or _("Сюда у вас нет доступа.")
    return page(request, HTTPStatus.FORBIDDEN, reason, "403.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key is missing or old: mostly a form left open over a login in another window."""
    sentence = _("Форма устарела, её содержимое не сохранено.")
    return page(request, HTTPStatus.FORBIDDEN, sentence, "stale_form.html", texts=written(request))


def login_ended(request: HttpRequest) -> HttpResponse:
    """A form of the desk sent by who is not logged in any more: nothing is saved, and nothing written is lost."""
    sentence = _("Вход в редакцию закончился, отправленное не сохранено.")
    return page(
        request, HTTPStatus.FORBIDDEN, sentence, "login_ended.html", texts=written(request), address=request.path
    )


def written(request: HttpRequest) -> list[str]:
    """What a person has written and must not lose, the longest first. Passwords are nobody's to read."""
    sent = (value for name, values in request.POST.lists() if _is_typed(name) for value in values)
    return sorted(dict.fromkeys(value for value in sent if _is_prose(value)), key=len, reverse=True)


def _is_typed(name: str) -> bool:
    """Whether a field may be shown: no password, and not what the form has kept of the stored text."""
    return "password" not in name and not name.startswith("initial-")


def _is_prose(value: str) -> bool:
    """Whether it is words rather than a key, a number or a day."""
    return len(value) >= WORTH_KEEPING or " " in value.strip() or not value.isascii()


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler404`."""
    return page(request, HTTPStatus.NOT_FOUND, _("Такой страницы нет."), "404.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`. Its template may need nothing that can fail again: no database, no request."""
    return page(
        request, HTTPStatus.INTERNAL_SERVER_ERROR, _("Ошибка на нашей стороне. Мы уже знаем о ней."), "500.html"
    )


def page(
    request: HttpRequest, status: HTTPStatus, reason: str | Promise, template: str, **context: object
) -> HttpResponse:
    """The template with `reason` in it; the bare sentence if the template fails in its turn."""
    try:
        return render(request, template, {"reason": reason, "status": int(status), **context}, status=status)
    except Exception:  # whatever failed before may fail again
        log.exception("the page of a failure failed: %s", template)
        return bare(status, reason)


def bare(status: HTTPStatus, reason: str | Promise) -> HttpResponse:
    """The sentence and the way home, with no template at all."""
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
