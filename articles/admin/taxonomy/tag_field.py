"""Tags of an article: one control, names with commas between, completed while one types."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleTag
from newsroom.exceptions import InvalidState
from newsroom.redirects import redirects
from newsroom.utils.slugs import slugify, unique_slug
from newsroom.utils.text import clean_line
from newsroom.website.models import Tag
from newsroom.website.models.tag import tag_key
from staff.models import User

MOST_TAGS = 12
TAG_LENGTH = 60
MOST_OFFERED = 10


class TagInput(forms.TextInput):
    """A line of names; a module makes chips of it where scripts run."""

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
    """Names of tags; cleaned, each once, in the order typed. The tags themselves come at saving."""

    widget = TagInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = _("Через запятую, на любом из двух языков. Не больше двенадцати.")
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Tags become the line of their names; what was typed stays as it is."""
        if value is None or isinstance(value, str):
            return value
        return ", ".join(tag.local_name for tag in value)

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The names. Raises ValidationError for too many and for too long ones."""
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
        """Names are checked one by one in `to_python`; there is no line to measure."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the names mean other tags than those of the article."""
        try:
            keys = {tag_key(name) for name in self.to_python(data)}
        except ValidationError:
            return True
        tags = list(initial or ())
        return len(tags) != len(keys) or any(not keys & {tag.key, tag.key_kk} for tag in tags)


def named(names: Iterable[str]) -> dict[str, Tag]:
    """The tags that bear these names in either language, by the name's key; one statement."""
    keys = {tag_key(name) for name in names}
    found: dict[str, Tag] = {}
    if not keys:
        return found
    for tag in Tag.objects.filter(Q(key__in=keys) | Q(key_kk__in=keys)).order_by("pk"):
        for key in keys & {tag.key, tag.key_kk}:
            found.setdefault(key, tag)
    return found


def reason_against_new(names: Iterable[str], user: User) -> ValidationError | None:
    """Why these names cannot all be used by this person: only some roles make new tags."""
    if user.has_perm("website.add_tag"):
        return None
    known = named(names)
    unknown = [name for name in names if tag_key(name) not in known]
    if not unknown:
        return None
    return ValidationError(_("Таких тегов ещё нет: %(names)s."), params={"names": ", ".join(unknown)})


def give(article: Article, names: list[str], *, carried: Iterable[Tag]) -> None:
    """Let the article carry exactly the tags of these names; unknown names become tags.

    `carried` is what it has now.
    """
    found = named(names)
    if unknown := [name for name in names if tag_key(name) not in found]:
        _make(unknown)
        found = named(names)
        if any(tag_key(name) not in found for name in unknown):
            raise InvalidState(_("Кто-то в тот же миг завёл похожий тег. Сохраните ещё раз."))
    tags, have = {tag.pk for tag in found.values()}, {tag.pk for tag in carried}
    rows = ArticleTag.objects
    if have - tags:
        rows.filter(content_object=article, tag_id__in=have - tags).delete()
    if tags - have:
        rows.bulk_create(ArticleTag(content_object=article, tag_id=pk) for pk in tags - have)


def _make(names: list[str]) -> None:
    """New tags of these names; whichever somebody else made a moment ago is left as it is."""
    slugs = [slugify(name, fallback="tag") for name in names]
    like = f"^({'|'.join(slugs)})(-[0-9]+)?$"
    taken = set(Tag.objects.filter(slug__regex=like).values_list("slug", flat=True))
    taken |= redirects.reserved_slugs(redirects.Kind.TAG, like)
    tags = []
    for name, slug in zip(names, slugs, strict=True):
        free = unique_slug(slug, taken.__contains__)
        taken.add(free)
        tags.append(Tag(name=name, slug=free, key=tag_key(name)))
    Tag.objects.bulk_create(tags, ignore_conflicts=True)


def offered(typed: str) -> QuerySet[Tag]:
    """Tags with this in a name of either language, those that begin with it first."""
    begins = Q(name__istartswith=typed) | Q(name_kk__istartswith=typed)
    contains = Q(name__icontains=typed) | Q(name_kk__icontains=typed)
    rank = Case(When(begins, then=Value(0)), default=Value(1))
    return Tag.objects.filter(contains).order_by(rank, "name")[:MOST_OFFERED]


def complete(request: HttpRequest) -> JsonResponse:
    """Names for what has been typed so far, for the chips in the form."""
    if not request.user.has_perm("website.view_tag"):
        raise PermissionDenied
    typed = clean_line(request.GET.get("q", ""))[:TAG_LENGTH]
    found = offered(typed) if typed else Tag.objects.none()
    return JsonResponse({"results": [_offer(tag) for tag in found]})


def _offer(tag: Tag) -> dict[str, str]:
    name = tag.local_name
    other = tag.name if name == tag.name_kk else tag.name_kk
    return {"name": name, "other": other if other != name else ""}
