"""Makes missing and outdated search entries; the worker renews outdated ones by itself, this does it at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from articles.actions import search_index
from newsroom.website.models import SearchDocument


class Command(BaseCommand):
    """May be stopped at any moment and run again."""

    help = "Makes the search index of what is on the site: what is missing and what is outdated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="everything anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            search_index.outdate_all()
        while search_index.complete() or search_index.renew():
            pass
        self.stdout.write(_("Материалов в поисковом указателе: %(count)d.") % {"count": SearchDocument.objects.count()})
