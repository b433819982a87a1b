"""Several short questions in one statement: what stands around every page is asked as one.

A statement costs far more in Python and in the round trip than its few rows cost the database.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Field, JSONField, Model, QuerySet
from django.db.models.functions import JSONObject

Row = TypeVar("Row", bound=Model)

AS_LIST = {
    "sqlite": "(SELECT json_group_array(json(line)) FROM ({rows}))",
    "postgresql": "(SELECT coalesce(json_agg(line), '[]')::text FROM ({rows}) AS lines)",
}


@dataclass(frozen=True)
class Question(Generic[Row]):
    """Rows of one model, in the query's order. `columns` are the fields to bring; empty means all."""

    rows: QuerySet[Row]
    columns: tuple[str, ...] = ()

    @property
    def fields(self) -> list[Field[Any, Any]]:
        fields = self.rows.model._meta.concrete_fields
        return [field for field in fields if not self.columns or field.name in self.columns or field.primary_key]

    def statement(self) -> tuple[str, tuple[Any, ...]]:
        """SQL that gives all rows as one JSON list, with its parameters."""
        line = JSONObject(**{field.attname: field.attname for field in self.fields})
        sql, params = self.rows.values(line=line).query.sql_with_params()
        return AS_LIST[connection.vendor].format(rows=sql), tuple(params)

    def read(self, answer: str) -> list[Row]:
        """The instances that the JSON list tells of; columns not brought are deferred."""
        names = [field.attname for field in self.fields]
        return [
            self.rows.model.from_db(
                connection.alias, names, [_value(field, row[field.attname]) for field in self.fields]
            )
            for row in json.loads(answer)
        ]


def _value(field: Field[Any, Any], stored: Any) -> Any:
    """A JSON value as the field's own. SQLite gives JSON within JSON as text, and times without an offset, in UTC."""
    if isinstance(field, JSONField):
        return json.loads(stored) if isinstance(stored, str) else stored
    value = field.to_python(stored)
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value


def together(*questions: Question[Any]) -> list[list[Any]]:
    """The answers to all questions, in their order, from one statement."""
    statements = [question.statement() for question in questions]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(sql for sql, _params in statements)}",
            [param for _sql, params in statements for param in params],
        )
        answers = cursor.fetchone()
    return [question.read(answer) for question, answer in zip(questions, answers, strict=True)]
