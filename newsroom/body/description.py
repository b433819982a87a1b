"""Blocks in words, so that a difference between two bodies shows a changed block."""

import re
from html import escape, unescape

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_START = re.compile(r"<(?:figure|section|aside)((?: data-[a-z]+=\"[^\"]*\")+)>")
_ATTRIBUTE = re.compile(r'data-([a-z]+)="([^"]*)"')

_LABELS: dict[str, Promise] = {
    "photo": _("снимок № %s"),
    "layout": _("расположение: %s"),
    "alt": _("описание: %s"),
    "credit": _("источник: %s"),
    "gallery": _("галерея"),
    "embed": _("запись: %s"),
    "title": _("название: %s"),
    "picture": _("картинка № %s"),
    "file": _("файл № %s"),
    "fact": _("справка, версия № %s"),
    "card": _("карточка материала № %s"),
}
_VALUES: dict[tuple[str, str], Promise] = {
    ("layout", "text"): _("по ширине текста"),
    ("layout", "wide"): _("широко"),
    ("layout", "side"): _("сбоку"),
    ("speech", "question"): _("вопрос"),
    ("speech", "answer"): _("ответ"),
}


def described(body: str) -> str:
    """Return clean HTML in which each block begins with a paragraph that names what it shows, in brackets."""
    return _START.sub(lambda start: f"<p>[{escape(_words(start[1]), quote=False)}]</p>{start[0]}", body)


def _words(attributes: str) -> str:
    return "; ".join(_phrase(name, unescape(value)) for name, value in _ATTRIBUTE.findall(attributes))


def _phrase(name: str, value: str) -> str:
    shown = str(_VALUES.get((name, value), value))
    label = str(_LABELS.get(name, "%s"))
    return label % shown if "%s" in label else label
