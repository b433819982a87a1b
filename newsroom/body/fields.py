"""Form fields of texts in the rich text editor: what is pasted is cleaned before anything looks at it."""

import re
from html import escape
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom.body import cleaning
from newsroom.body.kinds import MAX_CELLS, MAX_PHOTOS
from newsroom.body.models import Attachment
from newsroom.body.references import foreign_embeds, largest_gallery, largest_table
from newsroom.body.widget import KINDS, BodyEditor
from newsroom.utils import embeds
from newsroom.utils.html import clean, to_text
from newsroom.utils.links import unusable_links

SHOWN_ADDRESS = 100
UNKNOWN_SERVICE = _("Вставить можно записи только с этих сайтов: %(services)s. Для остальных есть ссылка.")
LARGE_TABLE = _("В таблице больше %(limit)d ячеек: оставьте главное, а целиком приложите документом.")
LARGE_GALLERY = _("В галерее больше %(limit)d снимков.")
UNTITLED_FILE = re.compile(r'<figure data-file="([1-9][0-9]*)"><figcaption></figcaption></figure>')


class BodyField(forms.CharField):
    """A text in the rich text editor, without blocks; a plain text area of HTML where no script runs."""

    kinds: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "widget": BodyEditor(kinds=self.kinds)})

    def to_python(self, value: Any) -> str:
        """Return clean HTML. Raise ValidationError for a body that is too long or has a link that leads nowhere."""
        body = super().to_python(value) or ""
        cleaned = self.clean_html(body)
        if unusable := unusable_links(body):
            quoted = ", ".join(f"«{address[:SHOWN_ADDRESS]}»" for address in unusable)
            raise ValidationError(
                _("Ссылка никуда не ведёт: %(links)s. Нужен адрес страницы, почты или путь на этом сайте с «/»."),
                code="unusable_link",
                params={"links": quoted},
            )
        return cleaned

    def clean_html(self, body: str) -> str:
        return clean(body)

    def as_text(self, body: str) -> str:
        """The text without its marks."""
        return to_text(body)


class ArticleBodyField(BodyField):
    """The body of an article, which may have blocks."""

    kinds = KINDS

    def clean_html(self, body: str) -> str:
        return cleaning.clean(body)

    def to_python(self, value: Any) -> str:
        """Return clean HTML. Raise ValidationError for blocks that are too large or come from an unknown service."""
        body = super().to_python(value)
        for is_wrong, sentence, values in (
            (foreign_embeds(value or ""), UNKNOWN_SERVICE, {"services": ", ".join(embeds.SERVICE_NAMES)}),
            (largest_table(body) > MAX_CELLS, LARGE_TABLE, {"limit": MAX_CELLS}),
            (largest_gallery(body) > MAX_PHOTOS, LARGE_GALLERY, {"limit": MAX_PHOTOS}),
        ):
            if is_wrong:
                raise ValidationError(sentence, code="block", params=values)
        return _with_titles(body)


def _with_titles(body: str) -> str:
    """Return the body with the present title of each file that has none of its own.

    So an approval covers it, and a later title in the library changes no article.
    """
    if not (keys := {int(key) for key in UNTITLED_FILE.findall(body)}):
        return body
    titles = dict(Attachment.objects.filter(pk__in=keys).values_list("pk", "title"))

    def titled(figure: re.Match[str]) -> str:
        title = escape(titles.get(int(figure[1]), ""), quote=False)
        return f'<figure data-file="{figure[1]}"><figcaption>{title}</figcaption></figure>'

    return UNTITLED_FILE.sub(titled, body)
