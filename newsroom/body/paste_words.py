"""What the editor says about a paste, by the keys of `static/js/editor/paste/sentence.js`."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

_EXAMPLES = {"one": 1, "few": 2, "many": 5}
"""A number for each form of a word, by the name of the form in `Intl.PluralRules`."""

_NUMBERED: dict[str, Callable[[int], Promise]] = {
    "picture": lambda n: ngettext_lazy("{count} картинка", "{count} картинки", n),
    "formula": lambda n: ngettext_lazy("{count} формула", "{count} формулы", n),
    "wide-table": lambda n: ngettext_lazy("{count} слишком широкая таблица", "{count} слишком широкие таблицы", n),
    "video": lambda n: ngettext_lazy("{count} видеозапись", "{count} видеозаписи", n),
    "audio": lambda n: ngettext_lazy("{count} аудиозапись", "{count} аудиозаписи", n),
    "embed": lambda n: ngettext_lazy("{count} вставка с другого сайта", "{count} вставки с других сайтов", n),
    "drawing": lambda n: ngettext_lazy("{count} рисунок", "{count} рисунка", n),
    "comment": lambda n: ngettext_lazy("{count} примечание", "{count} примечания", n),
    "deleted": lambda n: ngettext_lazy("{count} удалённый правкой отрывок", "{count} удалённых правкой отрывка", n),
    "control": lambda n: ngettext_lazy("{count} кнопка или поле", "{count} кнопки или поля", n),
    "struck": lambda n: ngettext_lazy(
        "Зачёркнутое вставлено обычным текстом: {count} место.",
        "Зачёркнутое вставлено обычным текстом: {count} места.",
        n,
    ),
}

PASTE_WORDS: Mapping[str, str | Promise] = {
    "paste.not-carried": _("Не перенесено: {things}."),
    "paste.pictures-as-files": _("Картинки вставьте файлами."),
    "paste.table-cut": _(
        "В таблице больше {limit} ячеек: вставлены первые строки, {kept} из {rows}. Целиком приложите её документом."
    ),
    "paste.too-long": _("Не вставлено: больше миллиона знаков вместе с разметкой. Вставьте текст частями."),
} | {f"paste.{what}.{form}": phrase(n) for what, phrase in _NUMBERED.items() for form, n in _EXAMPLES.items()}
