"""How the values of a column are written as JSON, and read again with a look at each."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, ForeignKey, Model

from newsroom.backup.refusals import Damaged

Column = Field[Any, Any]
Conversion = Callable[[Any], Any]

TEXT = frozenset({"CharField", "TextField", "SlugField", "EmailField", "URLField"})
WHOLE = frozenset(
    {
        "AutoField",
        "BigAutoField",
        "SmallAutoField",
        "BigIntegerField",
        "IntegerField",
        "SmallIntegerField",
        "PositiveBigIntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
    }
)


def columns(model: type[Model]) -> dict[str, Column]:
    """The stored columns of a model by name, `section_id` and not `section`."""
    return {field.attname: field for field in model._meta.local_concrete_fields if not field.generated}


def writing(field: Column) -> Conversion:
    """How a value of this column becomes JSON. Raises TypeError for a kind of column nobody has thought of yet."""
    kind = _kind(field)
    if _is_content_type(field):
        return _label_of
    if kind in ("DateTimeField", "DateField"):
        return lambda value: value.isoformat()
    if kind in TEXT | WHOLE | {"BooleanField", "FloatField", "JSONField"}:
        return lambda value: value
    raise TypeError(f"{field} is a {kind}, which no backup can carry yet")


def reading(field: Column) -> Conversion:
    """How JSON becomes a value of this column. What it returns raises ValueError for anything else."""
    kind = _kind(field)
    if _is_content_type(field):
        return _content_type
    if kind == "DateTimeField":
        return _instant
    if kind == "DateField":
        return date.fromisoformat
    if kind == "JSONField":
        return lambda value: value
    if kind == "FloatField":
        return _exactly(float, int)
    return _exactly(bool if kind == "BooleanField" else str if kind in TEXT else int)


def demand_known(model: type[Model], names: list[str], *, is_older: bool) -> None:
    """Refuse columns that the model does not have, and rows without one that it needs."""
    known = columns(model)
    if unknown := sorted(set(names) - set(known)):
        raise Damaged(f"неизвестные столбцы {model._meta.label_lower}: {', '.join(unknown)}")
    lacking = [name for name in known if name not in names and not (is_older and _fills_itself(known[name]))]
    if lacking or len(set(names)) != len(names):
        raise Damaged(f"столбцы {model._meta.label_lower} не те")


def _fills_itself(field: Column) -> bool:
    return field.has_default() or field.null or (field.empty_strings_allowed and field.blank)


def _kind(field: Column) -> str:
    while isinstance(field, ForeignKey):
        field = field.target_field
    return field.get_internal_type()


def _is_content_type(field: Column) -> bool:
    return isinstance(field, ForeignKey) and field.related_model is ContentType


def _label_of(pk: int) -> str:
    return ".".join(ContentType.objects.get_for_id(pk).natural_key())


def _content_type(label: Any) -> int:
    app, _dot, model = label.partition(".")
    try:
        return ContentType.objects.get_by_natural_key(app, model).pk
    except ContentType.DoesNotExist:
        raise ValueError(label) from None


def _instant(value: Any) -> datetime:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError(value)
    return instant


def _exactly(*kinds: type) -> Conversion:
    # `type` and not `isinstance`: True is no number, and SQLite takes whatever it is given.
    def same(value: Any) -> Any:
        if type(value) not in kinds:
            raise ValueError(value)
        return value

    return same
