"""Keep the message catalogues in step with the source."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsroom.catalogues import catalogues, complaints, write


class Command(BaseCommand):
    """`--check` fails on anything missing, obsolete or not compiled; `--write` puts it in order."""

    help = "Check the message catalogues, or bring them in step with the source and compile them."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one of the two verbs and, for writing, the files with translations."""
        verb = parser.add_mutually_exclusive_group(required=True)
        verb.add_argument("--check", action="store_true", help="name every defect")
        verb.add_argument("--write", action="store_true", help="add, drop, fill and compile")
        parser.add_argument(
            "--from",
            dest="sources",
            nargs="+",
            type=Path,
            default=[],
            metavar="FILE",
            help='JSON with translations: {"текст": "мәтін"} and, for what is counted, '
            '{"один|много": {"ru": ["1", "2-4", "5+"], "kk": ["1", "n"]}}',
        )

    def handle(self, *, sources: list[Path], **options: bool) -> None:
        """Write if asked to; in both cases end with what is still wrong."""
        translations: dict[str, object] = {}
        for source in sources:
            translations |= json.loads(source.read_text(encoding="utf-8"))
        if options["write"]:
            for catalogue in catalogues():
                write(catalogue, translations)
        wrong = [line for catalogue in catalogues() for line in complaints(catalogue)]
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("The catalogues are complete and current.")
