"""Every use of Django's private API in the admin, written for Django 5.2.

With another minor version, read each of these names in Django's source again and then change WRITTEN_FOR.
"""

import re
from typing import Any

import django
from django import forms
from django.contrib.admin import ModelAdmin, ShowFacets
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.templatetags import admin_list
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.checks import CheckMessage, Warning, register
from django.core.exceptions import BadRequest
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom.utils.form_fields import is_key

WRITTEN_FOR = (5, 2)

ANSWERS = {True: _("да"), False: _("нет"), None: _("неизвестно")}

# The lookups of our own filters. Django's list would also take a regular expression or the year 0 from the query.
LOOKUPS = frozenset({"exact", "gte", "in", "isnull", "lt"})
DATE_BOUNDS = ("__gte", "__lt")
# A zone's offset leads out of a calendar that begins with the year 1.
DATE_IN_RANGE = re.compile(r"(19|20)\d\d-")


def install() -> None:
    """Replace what Django has no setting for."""
    admin_list._boolean_icon = boolean_word  # type: ignore[attr-defined]
    # Counting takes a query for each choice of each filter.
    ModelAdmin.show_facets = ShowFacets.NEVER


def boolean_word(value: bool | None) -> str:
    """Return yes or no in the person's language, instead of a green or red picture."""
    return str(ANSWERS[value])


class UncheckedByModel(forms.BaseModelForm):  # type: ignore[type-arg]
    """A model form that leaves some fields out of the model's own validation, each of which costs a query.

    The rows chosen in these fields were looked up when the form cleaned them.
    """

    unchecked_by_model: frozenset[str] = frozenset()

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | self.unchecked_by_model


def sent_initial_value(form: forms.BaseForm, bound: BoundField) -> Any:
    """Return what the form showed when it was opened, as it was sent back in the hidden field."""
    return form._widget_data_value(bound.field.hidden_widget(), bound.html_initial_name)  # type: ignore[attr-defined]


def validate_query(request: HttpRequest) -> None:
    """Raise BadRequest for a query or a selection that no link and no form of the admin sends.

    Django would hand it to the database and answer 500.
    """
    for name, values in request.GET.lists():
        if name != SEARCH_VAR and any("\0" in text for text in (name, *values)):
            raise BadRequest("a NUL in the query")
        if "__" in name and name.rpartition("__")[2] not in LOOKUPS:
            raise BadRequest("a list is not filtered like that")
        if name.endswith(DATE_BOUNDS) and not all(map(DATE_IN_RANGE.match, values)):
            raise BadRequest("a date out of range")
    if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
        raise BadRequest("a selected key is not a number")


@register
def django_version(**_options: Any) -> list[CheckMessage]:
    """W004: the private API that this module uses may be another one in another version of Django."""
    if django.VERSION[:2] == WRITTEN_FOR:
        return []
    wanted = ".".join(map(str, WRITTEN_FOR))
    message = f"newsroom/admin_patches.py написан для Django {wanted}, а стоит {django.__version__}."
    return [Warning(message, hint="Перечитайте его и смените WRITTEN_FOR.", id="newsroom.W004")]
