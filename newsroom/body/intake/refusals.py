"""Reasons for refusing a file, each with the sentence shown at the upload field."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom.images.intake import refusals as of_images

ACCEPTED = _("Принимаются PDF, DOCX, XLSX, PPTX, ODT, ODS, CSV, TXT, MP3, M4A, OGG, WAV, MP4 и WebM.")

SENTENCES = {
    "empty": of_images.SENTENCES["empty"],
    "no_room": of_images.SENTENCES["no_room"],
    "too_big": _("Файл больше %(megabytes)s МБ. Сожмите его или разделите и загрузите снова."),
    "picture": _("Это снимок: загрузите его в библиотеку изображений."),
    "svg": _("SVG не принимается: это не файл для чтения, а программа для рисования картинки."),
    "html": _("Это страница HTML или скрипт, как бы ни назывался файл. Такое не принимается."),
    "program": _("Это программа, как бы ни назывался файл. Программы не принимаются."),
    "archive": _("Архивы не принимаются. Распакуйте его и загрузите сам документ."),
    "macros": _("В документе есть макросы. Сохраните его без них (DOCX, XLSX, PPTX) и загрузите снова."),
    "nested_program": _("В документ вложена программа или страница. Удалите вложение и загрузите снова."),
    "password": _("Документ закрыт паролем: читатели его не откроют. Снимите пароль и загрузите снова."),
    "old_office": _(
        "Это документ старого формата (DOC, XLS, PPT) или закрытый паролем. "
        "Сохраните его как DOCX, XLSX, PPTX или PDF без пароля."
    ),
    "encoding": _("Текст не в кодировке UTF-8. Сохраните файл в UTF-8 и загрузите снова."),
    "format": _("Формат %(format)s не принимается. %(accepted)s"),
    "unknown": _("Тип файла не распознан. %(accepted)s"),
    "broken": _("Файл повреждён или обрывается. Скопируйте его заново и повторите."),
    "hidden_content": _(
        "В файле спрятано другое содержимое: страница, скрипт, программа или архив. "
        "Пересохраните его в той программе, где он сделан."
    ),
}


def refusal(reason: str, **details: object) -> ValidationError:
    """The error to raise for a reason of SENTENCES; its `code` is the reason."""
    return ValidationError(SENTENCES[reason], code=reason, params={"accepted": ACCEPTED, **details})
