"""`manage.py proofread`: findings about texts from a shell."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from newsroom.proofreading import LANGUAGES, Finding, apply, check

STANDARD_INPUT = "-"


class Command(BaseCommand):
    """Reads files or the standard input; changes no file: `--apply` prints the corrected text."""

    help = "Print the findings about plain texts in UTF-8, or with --apply the corrected text. Files stay as they are."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a text file, or - for the standard input")
        parser.add_argument("--language", required=True, choices=LANGUAGES)
        output = parser.add_mutually_exclusive_group()
        output.add_argument("--json", action="store_true", help="one list, or of several files an object of lists")
        output.add_argument("--apply", action="store_true", help="print one corrected text")

    def handle(self, *, files: list[str], language: str, **options: Any) -> None:
        if options["apply"] and len(files) > 1:
            raise CommandError(_("С --apply укажите один файл."))
        texts = {name: _read(name) for name in files}
        findings = {name: check(text, language) for name, text in texts.items()}
        if options["apply"]:
            self.stdout.write(apply(texts[files[0]], findings[files[0]]), ending="")
        elif options["json"]:
            lists = {name: [_as_json(finding) for finding in found] for name, found in findings.items()}
            self.stdout.write(json.dumps(lists if len(files) > 1 else lists[files[0]], ensure_ascii=False, indent=1))
        else:
            for name in texts:
                self._print(name, texts[name], findings[name])

    def _print(self, name: str, text: str, findings: list[Finding]) -> None:
        line, start_of_line, position = 1, 0, 0
        for finding in findings:
            line += text.count("\n", position, finding.start)
            start_of_line = max(start_of_line, text.rfind("\n", position, finding.start) + 1)
            position = finding.start
            column = finding.start - start_of_line + 1
            passage = text[finding.start : finding.start + finding.length]
            change = f"{passage!r} → {finding.suggestions[0]!r}"
            self.stdout.write(f"{name}:{line}:{column}: {finding.kind}: {finding.message} {change}")


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
        return data.decode()
    except UnicodeDecodeError as error:
        raise CommandError(_("%(name)s: текст не в кодировке UTF-8.") % {"name": name}) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(_("%(name)s: файл не читается: %(reason)s.") % {"name": name, "reason": reason}) from error


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "start": finding.start,
        "length": finding.length,
        "kind": finding.kind,
        "message": finding.message,
        "suggestions": list(finding.suggestions),
        "rule": finding.rule,
    }
