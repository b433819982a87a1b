"""Django's `makemessages` with output that changes only where a message does."""

from pathlib import Path

from django.core.management.commands import makemessages

STABLE = ["--no-location", "--no-wrap", "--sort-output"]
HEADER = ("Language:", "MIME-Version:", "Content-Type:", "Content-Transfer-Encoding:", "Plural-Forms:")


class Command(makemessages.Command):
    """Write no source lines and guess no translation: a new message is empty until somebody translates it."""

    msgmerge_options = ["--quiet", "--backup=none", "--update", "--no-fuzzy-matching", *STABLE]
    msguniq_options = ["--to-code=utf-8", *STABLE]
    msgattrib_options = ["--no-obsolete", *STABLE]
    xgettext_options = ["--from-code=UTF-8", *STABLE]

    def write_po_file(self, potfile: str, locale: str) -> None:
        """Drop from the header what gettext fills with the time of the run and with names of nobody."""
        super().write_po_file(potfile, locale)
        path = Path(potfile).parent / locale / "LC_MESSAGES" / f"{self.domain}.po"
        header, gap, messages = path.read_text(encoding="utf-8").partition("\n\n")
        kept = [line for line in header.splitlines() if not line.startswith('"') or line[1:].startswith(HEADER)]
        kept = [line for line in kept if not line.startswith("#")]
        path.write_text("\n".join(kept) + gap + messages, encoding="utf-8")
