"""Queries whose SQL is written once in each process: for most pages, writing it costs more than running it."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connections, models
from django.db.models.sql.compiler import SQLCompiler

Row = tuple[Any, ...]
QuerySet = models.QuerySet[Any, Any]


class Parameter(models.Expression):
    """A value of a filter that is given when the query runs. `field` is that of the column it is compared with."""

    def __init__(self, name: str, field: Any) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        return "%s", [self]

    def prepare(self, value: Any, connection: Any) -> Any:
        return self.output_field.get_db_prep_value(value, connection)


class Statement(NamedTuple):
    """The SQL of a query for one database, and how its rows become values of Python."""

    sql: str
    parameters: tuple[Any, ...]
    compiler: SQLCompiler
    converters: dict[int, Any]


class PreparedQuery:
    """The rows of a queryset with `values_list()` in which `Parameter` stands for values.

    `build` makes the queryset; it must not depend on the time, the language or anything else that changes.
    """

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self.queryset = build()
        self._statements: dict[str, Statement] = {}

    def rows(self, **values: Any) -> list[Row]:
        """Run the query with a value for the name of each parameter."""
        connection = connections[self.queryset.db]
        statement = self._statements.get(connection.alias) or self._write(connection)
        given = [
            part.prepare(values[part.name], connection) if isinstance(part, Parameter) else part
            for part in statement.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, given)
            found = cursor.fetchall()
        return list(map(tuple, statement.compiler.apply_converters(found, statement.converters)))

    def _write(self, connection: Any) -> Statement:
        compiler = self.queryset.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_rest in compiler.select])
        statement = Statement(sql, tuple(parameters), compiler, converters)
        self._statements[connection.alias] = statement
        return statement


class PreparedQueryOfIds:
    """A prepared query for any number of ids: the SQL is written for 1, 2, 4, 8 … of them.

    `build` gets the parameters that stand for the ids. A repeated id must not change the rows.
    """

    def __init__(self, build: Callable[[Any], QuerySet]) -> None:
        self.build = build
        self._queries: dict[int, PreparedQuery] = {}

    def rows(self, ids: Sequence[int], **values: Any) -> list[Row]:
        """Run the query for these ids; none for no ids."""
        if not ids:
            return []
        size = 1 << (len(ids) - 1).bit_length()
        query = self._queries.get(size) or self._write(size)
        filled = [*ids, *[ids[-1]] * (size - len(ids))]
        return query.rows(**{f"id_{n}": pk for n, pk in enumerate(filled)}, **values)

    def _write(self, size: int) -> PreparedQuery:
        parameters = [Parameter(f"id_{n}", models.BigIntegerField()) for n in range(size)]
        query = self._queries[size] = PreparedQuery(lambda: self.build(parameters))
        return query
