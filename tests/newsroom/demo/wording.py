"""Typographic rules for the demo's texts, and names that must not occur in them."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from newsroom.demo.sections import FORMER_TAGS, TAGS

ALMATY = ZoneInfo("Asia/Almaty")
HOURS = [0, 4, 8, 12, 23]
"""Hours at which the demo is loaded in tests; its histories must lie in the past at each."""
NAMED = (*TAGS, *(former.tag for former in FORMER_TAGS))

# Surnames of the page that the project began with: real people may bear them.
FOREIGN = re.compile(
    "Тугжанов|Ерғалиев|Сағынтаев|Файзулин|Сергацковск|Степанкович|То[кқ]аев|Балаев|Курбанов|Эксперт KZ"
)
SHORT_WORDS = "а|в|и|к|о|с|у|во|ко|со|об|от|до|из|за|на|по|не|ни|но"
UNBOUND = {
    "both": re.compile(r" —|  |\.\.\.|\"|\d \d{3}(?!\d)|№ |\d (?:тенге|теңге|млн|млрд|км|кг|га|%)"),
    "ru": re.compile(rf"(?<![\w-])(?:{SHORT_WORDS}) \S| (?:же|ж|бы|б|ли|ль)(?![\w-])", re.IGNORECASE),
    "kk": re.compile(r"[\w»] (?:ма|ме|ба|бе|па|пе|да|де|та|те|ғой|қой)(?![\w-])"),
}


def loose_in(text: str, language: str) -> list[str]:
    """Return the places with a missing no-break space or a wrong sign."""
    return [found[0] for rules in ("both", language) if (found := UNBOUND[rules].search(text))]


def made_at(hour: int) -> datetime:
    """Return a moment at which the demo may be made."""
    return datetime(2026, 11, 22, hour, 31, tzinfo=ALMATY)
