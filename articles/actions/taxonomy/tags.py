"""Finds tags by their names and creates those that do not exist."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from django.db.models import Q
from django.utils.translation import gettext as _

from newsroom.exceptions import InvalidState
from newsroom.redirects import redirects
from newsroom.utils.slugs import slugify, unique_slug
from newsroom.website.models import Tag
from newsroom.website.models.tag import tag_key

BETWEEN = " / "
NO_NAME = "—"
"""Stands for the name of a language that a new tag has not yet."""


class TypedTag(NamedTuple):
    """A tag as it is typed: one name in either language, or for a new tag both, «каток / мұз айдыны»."""

    typed: str
    russian: str = ""
    kazakh: str = ""

    @classmethod
    def read(cls, typed: str) -> Self:
        """Return the names of both languages; of a single name the language is not known."""
        if BETWEEN not in typed:
            return cls(typed)
        russian, _between, kazakh = typed.partition(BETWEEN)
        return cls(typed, *("" if name.strip() == NO_NAME else name.strip() for name in (russian, kazakh)))

    @property
    def is_complete(self) -> bool:
        """Whether somebody has said what the name in the other language is, or that there is none yet."""
        return bool(self.russian or self.kazakh)

    @property
    def names(self) -> list[str]:
        """The names that a tag has if it exists already; first what was typed, because a name may have a slash."""
        return [name for name in (self.typed, self.russian, self.kazakh) if name]

    @property
    def only_name(self) -> str:
        """The Russian name, or the only one."""
        return self.russian or self.kazakh or self.typed

    def among(self, found: Mapping[str, Tag]) -> Tag | None:
        """Return the existing tag of one of the names, of those that `find_tags` has found."""
        return next((found[key] for name in self.names if (key := tag_key(name)) in found), None)


def find_typed(typed: Iterable[TypedTag]) -> dict[TypedTag, Tag]:
    """Return the existing tags by what was typed for them. One statement."""
    typed = list(typed)
    found = find_tags(name for one in typed for name in one.names)
    return {one: tag for one in typed if (tag := one.among(found))}


def find_tags(names: Iterable[str]) -> dict[str, Tag]:
    """Return the existing tags by `tag_key`; a name counts in either language, whatever its case."""
    keys = {tag_key(name) for name in names}
    tags = Tag.objects.filter(Q(key__in=keys) | Q(key_kk__in=keys)).order_by("-pk") if keys else ()
    return {key: tag for tag in tags for key in (tag.key_kk, tag.key) if key in keys}


def tags_by_name(names: Iterable[str]) -> dict[str, Tag]:
    """Return a tag for each name and create the missing ones. Raise InvalidState for a lost race."""
    return {one.typed: tag for one, tag in tags_of(TypedTag(name) for name in names).items()}


def tags_of(typed: Iterable[TypedTag], known: Mapping[TypedTag, Tag] | None = None) -> dict[TypedTag, Tag]:
    """Return a tag for each and create the missing ones; `known` are those that `find_typed` has found.

    Raise InvalidState for a lost race.
    """
    typed = list(dict.fromkeys(typed))
    found = find_typed(typed) if known is None else known
    if missing := {tag_key(one.typed): one for one in typed if one not in found}:
        _create_tags(missing.values())
        found = find_typed(typed)
        if not found.keys() >= set(typed):
            raise InvalidState(_("Кто-то в тот же миг завёл похожий тег. Сохраните ещё раз."))
    return {one: found[one] for one in typed}


def _create_tags(typed: Iterable[TypedTag]) -> None:
    """Create tags of these names; one that somebody else has just created is left as it is."""
    slugs = {one: slugify(one.only_name, fallback="tag") for one in typed}
    pattern = f"^({'|'.join(slugs.values())})(-[0-9]+)?$"
    used = set(Tag.objects.filter(slug__regex=pattern).values_list("slug", flat=True))
    used |= redirects.reserved_slugs(redirects.Kind.TAG, pattern)
    tags = []
    for one, slug in slugs.items():
        free = unique_slug(slug, used.__contains__)
        used.add(free)
        name, other = one.only_name, one.kazakh if one.russian else ""
        tags.append(Tag(name=name, name_kk=other, slug=free, key=tag_key(name), key_kk=tag_key(other)))
    Tag.objects.bulk_create(tags, ignore_conflicts=True)
