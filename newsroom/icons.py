"""The pictures for yes and no in the desk's lists, which Django describes as «True», «False» and «None»."""

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

ICONS = {True: ("yes", _("да")), False: ("no", _("нет")), None: ("unknown", _("неизвестно"))}


def boolean_icon(value: bool | None) -> SafeString:
    """The stock picture with a word of the person's language."""
    name, word = ICONS[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), word)


def install() -> None:
    """Put it in the place of Django's own, for which there is no setting."""
    admin_list._boolean_icon = boolean_icon  # type: ignore[attr-defined]
