"""Typography of Russian and Kazakh texts. Where no rule decides, nothing is changed."""

import re
from collections.abc import Callable

from newsroom.proofreading.protection import protected
from newsroom.proofreading.quotes import quotes

NBSP = "\u00a0"
_S = "[ \u00a0]"
_UPPER = "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
_LOWER = "[а-яёәғқңөұүһі]"
_PASSES = 4

_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-zə]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ALIKE = str.maketrans("aceopxyABCEHKMOPTXY", "асеорхуАВСЕНКМОРТХУ")
_ALIKE_KAZAKH = _ALIKE | str.maketrans("iIəƏh", "іІәӘһ")

_UNITS = (
    "км|м|см|мм|кг|г|мг|т|га|л|мл|ч|мин|сек|кВт|МВт|ГВт|Вт|млн|млрд|трлн|тыс|мың|тенге|теңге|"
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|"
    "гг|вв|в(?=\\.)|жылғы|жылы|жж|ж(?=\\.)"
)
_MONEY = "тенге|теңге|рубл\\w*|доллар\\w*|евро|₸"
_SHORT = "а|в|и|к|о|с|у|во|ко|со|об|от|до|из|за|на|по|не|ни|но"
_PLACE = "г|ул|пр|д|кв|обл|р|пос|стр|рис"

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _rule(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Rule:
    return re.compile(pattern, re.MULTILINE), replacement


def _no_breaks(match: re.Match[str]) -> str:
    return match[0].replace(" ", NBSP)


_COMMON = [
    _rule(r"[ \u00a0]{2,}", " "),
    _rule(r"(?<=[\w»“)]) (?=[,;:!?](?:\s|$))|(?<=[\w»“)]) (?=\.(?:\s|$))", ""),
    _rule(r"(?<!\.)\.{3}(?!\.)", "…"),
    _rule(rf"(?<=[^\s\d]){_S}(?:--?|[–—]){_S}(?=\S)|(?<=\d){_S}(?:--?|[–—]){_S}(?=[^\s\d])", f"{NBSP}— "),
    _rule(rf"^(?:--?|[–—]){_S}(?=\S)", f"—{NBSP}"),
    _rule(r"(?<=[ \u00a0(])-(?=\d{1,4}(?:[,.]\d{1,4})?[ \u00a0]?(?:°|%|градус))", "−"),
    _rule(r"(?<![\w:-])(\d?\d:\d\d)-(?=\d?\d:\d\d(?![\w:-]))", r"\1–"),
    _rule(rf"(?<![\w.,:/-])(\d{{1,4}}(?:,\d{{1,3}})?)-(?=\d{{1,4}}(?:,\d{{1,3}})?{_S}?(?:%|(?:{_UNITS})\b))", r"\1–"),
    _rule(rf"(?<![\w-])([IVX]{{1,6}})-(?=[IVX]{{1,6}}{_S}(?:вв?\.|век|ғасыр))", r"\1–"),
    _rule(rf"(?<=\d){_S}%", "%"),
    _rule(r"(?<![\w.,+\u00a0-])\d{1,3}(?:[ \u00a0]\d{3}){1,5}(?![\w-]|[ \u00a0]\d)", _no_breaks),
    _rule(rf"(?<=\d) (?=(?:{_UNITS})(?![\w-]))|(?<=\d)(?=(?:км|см|мм|кг|млн|млрд|тыс|га)(?!\w))", NBSP),
    _rule(r"(?<=\d) ?(?=₸|°[CСF])|(?<=\d{4}) (?=г\.)|(?<=[IVX]) (?=вв?\.)", NBSP),
    _rule(rf"(?<![\w])(млн|млрд|трлн|тыс\.|мың) (?=(?:{_MONEY}))", rf"\1{NBSP}"),
    _rule(r"([№§]) ?(?=\d)", rf"\1{NBSP}"),
    _rule(rf"(?<![\w.])({_UPPER}\.) ?({_UPPER}\.) ?(?={_UPPER}{_LOWER})", rf"\1{NBSP}\2{NBSP}"),
    _rule(
        rf"(?<!\w)({_UPPER}{_LOWER}{{1,40}}){_S}({_UPPER}\.){_S}?({_UPPER}\.)(?!{_S}?{_UPPER})",
        rf"\1{NBSP}\2{NBSP}\3",
    ),
    _rule(r"(?<![\w.])т\. ?(?=[дпекнб]\.)", f"т.{NBSP}"),
    _rule(r"(?<![\w.])т\. ?с\. ?с\.", f"т.{NBSP}с.{NBSP}с."),
    _rule(rf"(?<![\w.])(?<!\d[ \u00a0])((?:{_PLACE})\.) ?(?=[А-ЯЁӘҒҚҢӨҰҮҺІ\d])", rf"\1{NBSP}"),
]
_RULES = {
    "ru": [
        *_COMMON,
        _rule(rf"(?<![\w-])((?i:{_SHORT})) (?=\S)", rf"\1{NBSP}"),
        _rule(r"(?<=\w) (?=(?:же|ж|бы|б|ли|ль)(?![\w-]))", NBSP),
    ],
    "kk": [
        *_COMMON,
        _rule(r"(?<=\w) (?=(?:[мбп][ае]|[дт][ае]|ғой|қой)(?![\w-])|қ\.)", NBSP),
    ],
}


def fix(text: str, language: str) -> str:
    """Return `text` with all typography applied. Letters (except look-alikes), digits and addresses stay."""
    for _pass in range(_PASSES):
        before, text = text, protected(text, lambda part: _apply_rules(part, language))
        if text == before:
            break
    return text


def _apply_rules(text: str, language: str) -> str:
    alike = _ALIKE_KAZAKH if language == "kk" else _ALIKE
    text = quotes(_LETTERS.sub(lambda match: _one_script(match[0], alike), text))
    for pattern, replacement in _RULES[language]:
        text = pattern.sub(replacement, text)
    return text


def _one_script(word: str, alike: dict[int, int]) -> str:
    """Return a word of mixed scripts in Cyrillic, if each of its Latin letters looks like a Cyrillic one."""
    if word.isascii() or not _LATIN.search(word) or not _CYRILLIC.search(word):
        return word
    changed = word.translate(alike)
    return word if _LATIN.search(changed) else changed
