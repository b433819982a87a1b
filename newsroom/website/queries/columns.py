"""Some columns of a model, from whose values instances are made."""

from typing import Any, Generic, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


class Columns(Generic[M]):
    """The columns with these attribute names, `id` among them. An instance asks for any other one when it is used."""

    def __init__(self, model: type[M], *names: str) -> None:
        self.model = model
        # `from_db` takes the values in the order of the fields.
        self.names = tuple(field.attname for field in model._meta.concrete_fields if field.attname in names)
        self.key = self.names.index("id")

    def __len__(self) -> int:
        return len(self.names)

    def paths(self, prefix: str = "") -> tuple[str, ...]:
        """Return what `values_list()` takes, reached by `prefix`, as `image__`."""
        return tuple(prefix + name for name in self.names)

    def instance(self, values: tuple[Any, ...]) -> M | None:
        """Return the instance, or None where the join has found no row."""
        return self.model.from_db(None, self.names, values) if values[self.key] is not None else None


def split(row: tuple[Any, ...], *sizes: int) -> list[tuple[Any, ...]]:
    """Split a row into parts of these sizes."""
    parts, start = [], 0
    for size in sizes:
        parts.append(row[start : start + size])
        start += size
    return parts
