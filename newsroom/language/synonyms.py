"""Spellings of one thing in both languages: names of bodies and places, and abbreviations, not words of one meaning."""

GROUPS = (
    ("аким", "әкім"),
    ("акимат", "әкімдік"),
    ("маслихат", "мәслихат"),
    ("тенге", "теңге"),
    ("казахстан", "қазақстан"),
    ("караганда", "қарағанды"),
    ("актобе", "ақтөбе"),
    ("костанай", "қостанай"),
    ("кызылорда", "қызылорда"),
    ("туркестан", "түркістан"),
    ("рк", "қр"),
    ("оон", "бұұ"),
)
_OTHERS = {word: tuple(one for one in group if one != word) for group in GROUPS for word in group}


def others(word: str) -> tuple[str, ...]:
    """The other spellings of a word in its plain form; mostly none."""
    return _OTHERS.get(word, ())
