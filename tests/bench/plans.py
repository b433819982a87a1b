"""The plans of statements: large tables read without an index, and the work for a page."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.copies import TABLES
from tests.bench.timing import ask

LARGE = frozenset(table.model._meta.db_table for table in TABLES) | {"articles_search", "articles_terms"}
STEPS = 100
"""The number of steps of SQLite's virtual machine between two calls of the progress handler."""


def reads_of(client: Client, address: str) -> list[str]:
    """Return the statements of a page that read."""
    ask(client, address)
    with CaptureQueriesContext(connection) as captured:
        ask(client, address)
    return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]


def unindexed(statement: str) -> list[str]:
    """Return the large tables that a statement reads without an index, each with the line of the plan."""
    found = _sqlite_scans(statement) if connection.vendor == "sqlite" else _postgresql_scans(statement)
    return [f"{line} — {statement}" for line in found]


def _sqlite_scans(statement: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        lines = [row[3] for row in cursor.fetchall()]
    tables = _aliases(statement)
    for line in lines:
        access, table, *rest = line.split()
        is_large = tables.get(table, table) in LARGE
        if access == "SCAN" and is_large and "INDEX" not in rest and "VIRTUAL" not in rest:
            yield line
        if is_large and "AUTOMATIC" in rest:
            yield line


def _aliases(statement: str) -> dict[str, str]:
    """Return the tables by the short names that Django gives them."""
    parts = statement.replace('"', "").replace("(", " ").split()
    return {alias: table for table, alias in pairwise(parts) if table in LARGE}


def _postgresql_scans(statement: str) -> Iterator[str]:
    """Return the scans of whole tables that remain when the planner must avoid them, as it does in large tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = _explained(cursor, "FORMAT JSON", statement)
        cursor.execute("SET LOCAL enable_seqscan = on")
    for node in _nodes(plan):
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE:
            yield f"Seq Scan {node['Relation Name']} {node.get('Filter', '')}"


def cost(client: Client, address: str, statements: list[str]) -> int:
    """Return the work of the database for a page: steps of its virtual machine on SQLite, blocks on PostgreSQL."""
    if connection.vendor == "sqlite":
        return _steps(client, address)
    with connection.cursor() as cursor:
        plans = [_explained(cursor, "ANALYZE, BUFFERS, FORMAT JSON", statement) for statement in statements]
    return sum(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] for plan in plans)


def _steps(client: Client, address: str) -> int:
    count = 0

    def tell() -> int:
        nonlocal count
        count += 1
        return 0

    connection.connection.set_progress_handler(tell, STEPS)
    ask(client, address)
    connection.connection.set_progress_handler(None, STEPS)
    return count * STEPS


def _explained(cursor: Any, options: str, statement: str) -> dict[str, Any]:
    cursor.execute(f"EXPLAIN ({options}) {statement}")
    answer = cursor.fetchone()[0]
    plan: dict[str, Any] = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    return plan


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)
