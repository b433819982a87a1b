"""The tags of an article: one text input of names separated by commas, with completion."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from articles.actions.taxonomy.tags import find_tags, tags_by_name
from articles.models import Article, ArticleTag
from newsroom.utils.text import clean_line
from newsroom.website.models import Tag
from newsroom.website.models.tag import tag_key
from staff.models import User

MOST_TAGS = 12
TAG_LENGTH = 60
MOST_COMPLETIONS = 10


class TagInput(forms.TextInput):
    """A text input of names; js/tag-input.js shows them as chips."""

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


class TagsField(forms.CharField):
    """The names of tags, each once, in the order typed. `set_tags` creates the missing tags when the form is saved."""

    widget = TagInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = _("Через запятую, на любом из двух языков. Не больше двенадцати.")
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
        if long := [name for name in names.values() if len(name) > TAG_LENGTH]:
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
            keys = {tag_key(name) for name in self.to_python(data)}
        except ValidationError:
            return True
        tags = list(initial or ())
        return len(tags) != len(keys) or any(not keys & {tag.key, tag.key_kk} for tag in tags)


def reason_against_new(names: Iterable[str], user: User) -> ValidationError | None:
    """Return an error if the user types new names and may not create tags."""
    if user.has_perm("website.add_tag"):
        return None
    known = find_tags(names)
    unknown = [name for name in names if tag_key(name) not in known]
    if not unknown:
        return None
    return ValidationError(_("Таких тегов ещё нет: %(names)s."), params={"names": ", ".join(unknown)})


def set_tags(article: Article, names: list[str], *, current: Iterable[Tag]) -> None:
    """Replace the `current` tags of the article by those of these names; create the missing tags.

    Raise InvalidState if somebody else has created a similar tag at the same time.
    """
    wanted, present = {tag.pk for tag in tags_by_name(names).values()}, {tag.pk for tag in current}
    rows = ArticleTag.objects
    if present - wanted:
        rows.filter(content_object=article, tag_id__in=present - wanted).delete()
    if wanted - present:
        rows.bulk_create(ArticleTag(content_object=article, tag_id=pk) for pk in wanted - present)


def completions(typed: str) -> QuerySet[Tag]:
    """Return the tags with this text in a name of either language, first those whose name begins with it."""
    begins = Q(name__istartswith=typed) | Q(name_kk__istartswith=typed)
    contains = Q(name__icontains=typed) | Q(name_kk__icontains=typed)
    rank = Case(When(begins, then=Value(0)), default=Value(1))
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
