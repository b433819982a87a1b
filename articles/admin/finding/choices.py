"""What the bar of the list offers, read with one statement: sections, and the saved views of the user."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BigIntegerField, Value
from django.db.models.functions import Cast

from articles.models import SavedView
from newsroom.utils.localized import localized
from newsroom.website.models import Section
from staff.models import User


class _Row(NamedTuple):
    """A section, or a view with its name and its query in the columns of the names."""

    kind: str
    pk: int
    name_ru: str
    name_kk: str
    parent: int | None
    order: int


@dataclass(frozen=True)
class View:
    """A saved view: `query` is that of its address."""

    pk: int
    name: str
    query: str


@dataclass(frozen=True)
class Choices:
    """`sections` are ids and names, each subsection under its parent's name."""

    sections: list[tuple[str, str]]
    views: list[View]


def choices_for(user: User) -> Choices:
    """Read the choices of this user."""
    sections = Section.objects.order_by().values_list(
        Value("section"), "pk", "name_ru", "name_kk", "parent_id", Cast("order", BigIntegerField())
    )
    none = Value(None, output_field=BigIntegerField())
    views = SavedView.objects.filter(user=user).order_by()
    saved = views.values_list(Value("view"), "pk", "name", "query", none, Cast(Value(0), BigIntegerField()))
    rows = [_Row(*row) for row in sections.union(saved, all=True)]
    kept = [View(row.pk, row.name_ru, row.name_kk) for row in rows if row.kind == "view"]
    return Choices(_in_tree_order([row for row in rows if row.kind == "section"]), sorted(kept, key=_by_name))


def _by_name(view: View) -> tuple[str, int]:
    return view.name.casefold(), view.pk


def _in_tree_order(rows: list[_Row]) -> list[tuple[str, str]]:
    by_id = {row.pk: row for row in rows}

    def place(row: _Row) -> tuple[int, str, bool, int, str]:
        top = by_id.get(row.parent or row.pk, row)
        return top.order, top.name_ru, row is not top, row.order, row.name_ru

    def name(row: _Row) -> str:
        top = by_id.get(row.parent or 0)
        return f"{localized(top, 'name')} — {localized(row, 'name')}" if top else localized(row, "name")

    return [(str(row.pk), name(row)) for row in sorted(rows, key=place)]
