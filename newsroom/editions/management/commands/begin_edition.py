from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.editions import begin
from newsroom.editions.models import Edition


class Command(BaseCommand):
    help = gettext_lazy(  # type: ignore[assignment]
        "Начинает новый выпуск сайта: все сохранённые страницы будут сделаны заново."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        with transaction.atomic():
            begin()
            edition = Edition.objects.get()
        self.stdout.write(_("Начат выпуск № %(number)d.") % {"number": edition.number})
