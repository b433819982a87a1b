"""Writes the public rows of all live articles anew from their approved revisions."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles import actions


class Command(BaseCommand):
    """May be stopped at any moment and run again."""

    help = "Writes the public rows of all live articles anew from their approved revisions."

    def handle(self, *args: Any, **options: Any) -> None:
        count = actions.rebuild_published()
        self.stdout.write(_("Материалов на сайте, сделанных заново: %(count)d.") % {"count": count})
