"""What belongs to a backup, and what is made anew or forgotten instead."""

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from staff.models import Invitation, User

# Who logs in where is no memory of a newsroom. Search entries and the edition are derived; content types and rights
# belong to the code, and their numbers to one database.
LEFT_OUT = frozenset(
    {
        "articles.searchdocument",
        "auth.group_permissions",
        "auth.permission",
        "contenttypes.contenttype",
        "editions.edition",
        "sessions.session",
        "staff.knowndevice",
        "staff.loginattempt",
    }
)
# These point at rows that a restoring replaces.
EMPTIED = ("articles.searchdocument", "auth.group_permissions", "sessions.session", "staff.knowndevice")


def models() -> dict[str, type[Model]]:
    """Every model whose rows are kept, by its label: `articles.article`, `staff.user_groups`."""
    known = apps.get_models(include_auto_created=True)
    kept = {model._meta.label_lower: model for model in known if model._meta.managed and not model._meta.proxy}
    return {label: kept[label] for label in sorted(kept) if label not in LEFT_OUT}


def emptied() -> list[type[Model]]:
    """The models whose rows are forgotten when a backup is restored."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.label_lower in EMPTIED]


def kept(model: type[Model]) -> QuerySet[Model]:
    """The rows of a model that are kept: all but open invitations, whose links would open doors again."""
    rows = model._base_manager.all()
    if model is Invitation:
        return rows.filter(Q(used_at__isnull=False) | Q(revoked_at__isnull=False) | Q(expires_at__lte=timezone.now()))
    return rows


def is_empty() -> bool:
    """Whether nobody has begun to work here: there is nothing but what `migrate` makes."""
    others = (model for label, model in models().items() if label not in ("auth.group", "staff.user"))
    return not User.objects.filter(is_robot=False).exists() and not any(
        model._base_manager.exists() for model in others
    )
