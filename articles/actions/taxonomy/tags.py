"""Finds tags by their names and creates those that do not exist."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from newsroom.exceptions import InvalidState
from newsroom.redirects import redirects
from newsroom.utils.slugs import slugify, unique_slug
from newsroom.website.models import Tag
from newsroom.website.models.tag import tag_key


def find_tags(names: Iterable[str]) -> dict[str, Tag]:
    """Return the existing tags by `tag_key`; a name counts in either language, whatever its case."""
    keys = {tag_key(name) for name in names}
    tags = Tag.objects.filter(Q(key__in=keys) | Q(key_kk__in=keys)).order_by("-pk") if keys else ()
    return {key: tag for tag in tags for key in (tag.key_kk, tag.key) if key in keys}


def tags_by_name(names: Iterable[str]) -> dict[str, Tag]:
    """Return a tag for each name and create the missing ones. Raises InvalidState for a lost race."""
    names = list(dict.fromkeys(names))
    found = find_tags(names)
    if missing := {tag_key(name): name for name in names if tag_key(name) not in found}:
        _create_tags(missing.values())
        found = find_tags(names)
        if not missing.keys() <= found.keys():
            raise InvalidState(_("Кто-то в тот же миг завёл похожий тег. Сохраните ещё раз."))
    return {name: found[tag_key(name)] for name in names}


def _create_tags(names: Iterable[str]) -> None:
    """Create tags of these names; one that somebody else has just created is left as it is."""
    slugs = {name: slugify(name, fallback="tag") for name in names}
    pattern = f"^({'|'.join(slugs.values())})(-[0-9]+)?$"
    used = set(Tag.objects.filter(slug__regex=pattern).values_list("slug", flat=True))
    used |= redirects.reserved_slugs(redirects.Kind.TAG, pattern)
    tags = []
    for name, slug in slugs.items():
        free = unique_slug(slug, used.__contains__)
        used.add(free)
        tags.append(Tag(name=name, slug=free, key=tag_key(name)))
    Tag.objects.bulk_create(tags, ignore_conflicts=True)
