"""Names of institutions and places, and abbreviations, in both languages."""

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
_SYNONYMS = {word: tuple(one for one in group if one != word) for group in GROUPS for word in group}


def synonyms_of(word: str) -> tuple[str, ...]:
    """Return the equivalents of a lemma or stem, usually none."""
    return _SYNONYMS.get(word, ())
