"""Loads the demo newsroom."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.demo import load


class Command(BaseCommand):
    """`make_demo` in an empty newsroom; prints its users with their passwords."""

    help = "Makes the demo newsroom: people of every role, sections, articles in every state."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where somebody works already")

    def handle(self, *args: Any, **options: Any) -> None:
        if load.is_empty():
            self.stdout.write(load.load(os.environ.get("DEMO_PASSWORD", "")))
        elif not options["if_empty"]:
            raise CommandError("В этой редакции уже работают: демонстрация не нужна.")
