"""Form fields of an article: what is pasted is cleaned before anything looks at it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.source import web_address
from newsroom.utils.form_fields import LineField
from newsroom.utils.slugs import slugify
from newsroom.website.models import Section


def module(path: str) -> Any:
    """Return the script as a native module."""
    return forms.Script(path, type="module")


class SlugField(LineField):
    """Part of an address: transliterated to lower-case Latin letters."""

    def __init__(self, *, allow_unicode: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        slug = slugify(typed)
        if typed and not slug:
            raise ValidationError(_("Из этого не составить адрес: нужны буквы или цифры."), code="invalid")
        return slug


class ChosenField(forms.ModelChoiceField[Any]):
    """A choice that is not looked up again while it is unchanged."""

    chosen: Model | None = None

    def to_python(self, value: Any) -> Any:
        if self.chosen is not None and str(value) == str(self.chosen.pk):
            return self.chosen
        return super().to_python(value)


class SectionField(ChosenField):
    """A section under its parent's name."""

    def label_from_instance(self, obj: Section) -> str:
        return obj.path


class OriginalField(ChosenField):
    """An article that the user may see; a chosen one that they may not see shows as a number."""

    visible: QuerySet[Article]

    def offer(self, visible: QuerySet[Article], chosen: int | None) -> None:
        """Offer these articles, and the one that is chosen already."""
        self.visible = visible
        self.queryset = visible | Article.objects.filter(pk=chosen) if chosen else visible

    def label_from_instance(self, obj: Article) -> str:
        is_visible = self.visible.filter(pk=obj.pk).exists()
        return f"{obj} (№ {obj.pk})" if is_visible else f"№ {obj.pk}"


class WebAddressField(forms.URLField):
    """A web address; without a scheme it becomes https."""

    default_validators = [web_address]
    default_error_messages = {"invalid": _("Это не похоже на адрес страницы.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)
