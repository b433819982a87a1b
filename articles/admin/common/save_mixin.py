"""Saving a section, a tag, the outlet or a text through its action."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from newsroom.redirects import redirects
from newsroom.utils.admin_mixins import TitlesMixin
from newsroom.utils.optimistic_locking.admin import ActionForm, ActionSaveMixin
from staff.auth import current_user


class SluggedForm(ActionForm[Any]):
    """A form of something with a public address."""

    def require_free_slug(self, kind: str, slug: str) -> None:
        """Raise ValidationError for a former address of another object: it goes on leading there."""
        if not redirects.is_free(kind, slug, self.instance.pk):
            raise ValidationError(_("По этому адресу раньше было другое: он ведёт туда. Возьмите иной."))


class ActionAdmin(ActionSaveMixin, TitlesMixin):
    """A ModelAdmin that saves what was changed by `save_action(obj, by=user)`."""

    save_action: ClassVar[Callable[..., None]]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or form.changed_data:
            type(self).save_action(obj, by=current_user(request))
