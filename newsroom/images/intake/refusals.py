"""Reasons for refusing a file, each with the sentence shown at the upload field."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 60_000_000
MIN_SIDE = 200
MAX_RATIO = 10

SENTENCES = {
    "empty": _("Файл пустой. Проверьте, что он скачался или скопировался целиком."),
    "too_big": _("Файл больше %(megabytes)s МБ. Уменьшите картинку и загрузите снова."),
    "svg": _("SVG не принимается: это не картинка, а программа для её рисования. Сохраните её как PNG."),
    "html": _("Это страница HTML, а не картинка, как бы ни назывался файл."),
    "format": _("Формат %(format)s не принимается. Сохраните картинку как JPEG, PNG, WebP или AVIF."),
    "unknown": _("Это не картинка. Принимаются JPEG, PNG, WebP и AVIF."),
    "broken": _("Файл картинки повреждён или обрывается. Скопируйте его заново и повторите."),
    "hidden_content": _(
        "В файле картинки спрятано другое содержимое: страница, скрипт или архив. "
        "Пересохраните картинку в графическом редакторе."
    ),
    "animated": _("Движущаяся картинка не принимается. Сохраните из неё один кадр."),
    "too_small": _("Картинка %(width)s × %(height)s слишком мала: нужно хотя бы %(side)s точек по каждой стороне."),
    "too_long": _(
        "Картинка %(width)s × %(height)s слишком вытянута: одна сторона длиннее другой больше чем в %(times)s раз."
    ),
    "too_many_pixels": _("В картинке больше %(megapixels)s мегапикселей. Уменьшите её и загрузите снова."),
    "busy": _("Сейчас обрабатывается много картинок. Подождите минуту и загрузите снова."),
    "memory": _("Серверу не хватило памяти на эту картинку. Уменьшите её и загрузите снова."),
    "no_room": _(
        "На сервере не удалось сохранить файл: кончилось место или диск недоступен. "
        "Скажите тому, кто следит за сервером."
    ),
}


def refusal(reason: str, **details: object) -> ValidationError:
    """The error to raise for a reason of SENTENCES; its `code` is the reason."""
    return ValidationError(SENTENCES[reason], code=reason, params=details or None)


def refusal_of_size(width: int, height: int) -> ValidationError | None:
    """Return the refusal for an image of this size, or None if it is accepted."""
    if width * height > MAX_PIXELS:
        return refusal("too_many_pixels", megapixels=str(MAX_PIXELS // 1_000_000))
    shown = {"width": str(width), "height": str(height)}
    if max(width, height) > MAX_RATIO * min(width, height):
        return refusal("too_long", times=str(MAX_RATIO), **shown)
    if min(width, height) < MIN_SIDE:
        return refusal("too_small", side=str(MIN_SIDE), **shown)
    return None
