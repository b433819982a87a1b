"""The tags of an article: one text input of names separated by commas, with completion."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from articles.actions.taxonomy.tags import TypedTag, tags_of
from articles.models import Article, ArticleTag
from newsroom.utils.text import clean_line
from newsroom.website.models import Tag
from newsroom.website.models.tag import tag_key
from staff.models import User

MOST_TAGS = 12
TAG_LENGTH = 60
MOST_COMPLETIONS = 10


class TagInput(forms.TextInput):
    """A text input of names; `js/tag-input.js` shows them as chips."""

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "data-behaviour": "tag-input",
                "data-complete": reverse_lazy("admin:website_tag_complete"),
                "data-remove-label": _("Убрать тег «%s»"),
                "data-new-label": _("новый"),
                "data-most": MOST_TAGS,
                "autocomplete": "off",
                "class": "vTextField",
            }
        )


class NewTagInput(TagInput):
    """A text input of names; `js/choosing/new-tags.js` asks for the second name of a new one."""

    def __init__(self) -> None:
        super().__init__()
        self.attrs |= {
            "data-behaviour": "tag-input new-tags",
            "data-new-title": _("Новый тег «%s»: назовите его и на другом языке."),
            "data-ru-label": _("По-русски"),
            "data-kk-label": _("По-казахски"),
            "data-add-label": _("Завести тег"),
            "data-without-ru-label": _("Пока без русского названия"),
            "data-without-kk-label": _("Пока без казахского названия"),
        }


class TagsField(forms.CharField):
    """Tags as they were typed, each once and in that order.

    A new one is typed with both names. `set_tags` creates the missing tags when the form is saved.
    """

    widget: type[TagInput] = NewTagInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = _(
            "Через запятую, на любом из двух языков. Новый тег — сразу на двух: «каток / мұз айдыны». "
            "Не больше двенадцати."
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return the names of tags as text; typed text is returned as it is."""
        if value is None or isinstance(value, str):
            return value
        return ", ".join(tag.local_name for tag in value)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the names. Raise ValidationError if there are too many, or one is too long."""
        names: dict[str, str] = {}
        for part in (value or "").split(","):
            if name := clean_line(part):
                names.setdefault(tag_key(name), name)
        if len(names) > MOST_TAGS:
            raise ValidationError(_("Тегов может быть не больше двенадцати."), code="too_many")
        if long := [name for typed in names.values() for name in _single_names(typed) if len(name) > TAG_LENGTH]:
            raise ValidationError(
                _("Тег не длиннее 60 знаков: «%(name)s…»."), code="too_long", params={"name": long[0][:30]}
            )
        return list(names.values())

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Do nothing: `to_python` checks each name."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the names mean other tags than those of the article."""
        try:
            typed = [TypedTag.read(name) for name in self.to_python(data)]
        except ValidationError:
            return True
        tags = list(initial or ())
        named = {key: tag for tag in tags for key in (tag.key_kk, tag.key)}
        found = [one.among(named) for one in typed]
        return None in found or len(set(found)) != len(tags)


def _single_names(typed: str) -> list[str]:
    one = TypedTag.read(typed)
    return [name for name in (one.russian, one.kazakh) if name] or [typed]


def reasons_against_new(typed: Iterable[TypedTag], known: Mapping[TypedTag, Tag], user: User) -> list[ValidationError]:
    """Return why tags that are not `known` may not be created, all reasons at once."""
    unknown = [one for one in typed if one not in known]
    if unknown and not user.has_perm("website.add_tag"):
        names = ", ".join(one.typed for one in unknown)
        return [ValidationError(_("Таких тегов ещё нет: %(names)s."), params={"names": names})]
    reasons = [
        ValidationError(
            _(
                "Новый тег «%(name)s»: назовите его на двух языках, сначала по-русски — «каток / мұз айдыны». "
                "Если второго названия пока нет, поставьте тире: «каток / —» или «— / мұз айдыны»."
            ),
            code="one_name",
            params={"name": one.typed},
        )
        for one in unknown
        if not one.is_complete
    ]
    keys = Counter(key for one in unknown for key in {tag_key(name) for name in (one.russian, one.kazakh) if name})
    if twice := [key for key, count in keys.items() if count > 1]:
        reasons.append(ValidationError(_("Название «%(name)s» — у двух новых тегов."), params={"name": twice[0]}))
    return reasons


def set_tags(
    article: Article, typed: Iterable[TypedTag], *, known: Mapping[TypedTag, Tag], current: Iterable[Tag]
) -> None:
    """Replace the `current` tags of the article by these; create those that are not `known`.

    Raise InvalidState if somebody else has created a similar tag at the same time.
    """
    wanted, present = {tag.pk for tag in tags_of(typed, known).values()}, {tag.pk for tag in current}
    rows = ArticleTag.objects
    if present - wanted:
        rows.filter(content_object=article, tag_id__in=present - wanted).delete()
    if wanted - present:
        rows.bulk_create(ArticleTag(content_object=article, tag_id=pk) for pk in wanted - present)


def completions(typed: str) -> QuerySet[Tag]:
    """Return the tags with this text in a name of either language, first that of this name, then by beginnings."""
    begins = Q(name__istartswith=typed) | Q(name_kk__istartswith=typed)
    contains = Q(name__icontains=typed) | Q(name_kk__icontains=typed)
    is_it = Q(key=tag_key(typed)) | Q(key_kk=tag_key(typed))
    rank = Case(When(is_it, then=Value(0)), When(begins, then=Value(1)), default=Value(2))
    return Tag.objects.filter(contains).order_by(rank, "name")[:MOST_COMPLETIONS]


def complete(request: HttpRequest) -> JsonResponse:
    """Answer with the names that complete what has been typed."""
    if not request.user.has_perm("website.view_tag"):
        raise PermissionDenied
    typed = clean_line(request.GET.get("q", ""))[:TAG_LENGTH]
    found = completions(typed) if typed else Tag.objects.none()
    return JsonResponse({"results": [_as_json(tag) for tag in found]})


def _as_json(tag: Tag) -> dict[str, str]:
    name = tag.local_name
    other = tag.name if name == tag.name_kk else tag.name_kk
    return {"name": name, "other": other if other != name else ""}
