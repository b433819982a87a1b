from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.page_cache.models import SiteVersion
from newsroom.page_cache.switch import take_release


class Command(BaseCommand):
    help = gettext_lazy("Начинает новую версию сайта: все сохранённые страницы будут сделаны заново.")  # type: ignore[assignment]

    def handle(self, *_args: Any, **_options: Any) -> None:
        take_release()
        with transaction.atomic():
            SiteVersion.bump()
            version = SiteVersion.objects.get()
        self.stdout.write(_("Версия сайта № %(number)d.") % {"number": version.number})
