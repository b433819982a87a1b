"""What stands on the site beside articles, on the desk's screens: saved through the door, refused in words."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from newsroom.exceptions import ActionRefused, refuse_lost_race
from newsroom.redirects import redirects
from newsroom.utils.admin_mixins import TitlesMixin
from newsroom.utils.optimistic_locking import SeenForm, TellsOfOthers
from staff.auth import current_user
from staff.models import User

if TYPE_CHECKING:
    Base = ModelAdmin[Any]
else:
    Base = object


class StandingForm(SeenForm[Any]):
    """A form that can carry why the door did not open for what was sent a moment ago."""

    refusal: ClassVar[ActionRefused | None] = None

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if self.refusal is not None:
            self.add_error(None, ValidationError(list(self.refusal.reasons)))
        return typed

    def demand_free_slug(self, kind: str, slug: str) -> None:
        """Refuse an address that another one had before: it must go on leading there."""
        if not redirects.is_free(kind, slug, self.instance.pk):
            raise ValidationError(_("По этому адресу раньше было другое: он ведёт туда. Возьмите иной."))


class SavesStanding(TellsOfOthers, TitlesMixin, Base):
    """For a ModelAdmin: the stock views, with a door of `articles.publishing` instead of `obj.save()`."""

    door: ClassVar[Callable[..., Any]]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            with refuse_lost_race(_("Кто-то сохранил такое же или связанное с этим в тот же миг. Сохраните ещё раз.")):
                return super().changeform_view(request, object_id, form_url, extra_context)
        except ActionRefused as refusal:
            refused = refusal
        request.refusal = refused  # type: ignore[attr-defined]
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if response.status_code == HTTPStatus.OK:
            response.status_code = refused.http_status
        return response

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Only what was changed begins an edition."""
        if not change or form.changed_data:
            self.keep(obj, by=current_user(request))

    def keep(self, standing: Model, *, by: User) -> None:
        """Store it through the door."""
        type(self).door(standing, by=by)
