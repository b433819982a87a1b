"""Everything that is asked of a backup before anything is touched."""

from newsroom.backup import contents, history, media, rows
from newsroom.backup.archive import Reading
from newsroom.backup.columns import demand_known
from newsroom.backup.refusals import Damaged


def check(source: Reading) -> None:
    """Read the whole backup once, to its last row. Raises Refused with the first reason not to restore it."""
    is_older = history.demand_known(source.manifest)
    known, listed = contents.models(), source.manifest.models
    if unknown := sorted(set(listed) - set(known)):
        raise Damaged(f"неизвестные таблицы {', '.join(unknown)}")
    if (set(known) != set(listed) and not is_older) or "images.image" not in listed:
        raise Damaged("не все таблицы на месте")
    _demand_members(source)
    for label, found in listed.items():
        demand_known(known[label], found.columns, is_older=is_older)
        for _row in rows.read(source, label):
            pass
    media.check(source)


def _demand_members(source: Reading) -> None:
    wanted = {rows.member_name(label) for label in source.manifest.models}
    if {name for name in source.manifest.members if name.startswith("rows/")} != wanted:
        raise Damaged("строки не тех таблиц")
