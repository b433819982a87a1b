"""Where blocks show something: who knows it registers here, because this package imports neither articles nor pages."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from newsroom.body.references import References
from newsroom.images.usage import Use

User = AbstractBaseUser | AnonymousUser
Finder = Callable[[str, Collection[int], User | None], Mapping[int, list[Use]]]

FINDERS: list[Finder] = []
"""Each takes the name of a field of `References`, ids of targets, and a user; it returns uses by id.

Uses that the user may not see are among them, without address and name; None may see none.
"""


def uses(field: str, keys: Collection[int], user: User | None) -> dict[int, list[Use]]:
    """Return what shows each of these targets; `field` is "files", "fact_boxes", "images" or "cards"."""
    if field not in References.__dataclass_fields__:
        raise ValueError(field)
    found: dict[int, list[Use]] = defaultdict(list)
    for finder in FINDERS if keys else ():
        for key, shown in finder(field, keys, user).items():
            found[key] += shown
    return found
