"""The roles of the newsroom."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A role. A user may have any number of them; each is an `auth.Group` of the same name."""

    HEAD = "head", _("руководитель")
    EDITOR = "editor", _("редактор")
    JOURNALIST = "journalist", _("журналист")
    CORRECTOR = "corrector", _("корректор")
    MODERATOR = "moderator", _("модератор")
