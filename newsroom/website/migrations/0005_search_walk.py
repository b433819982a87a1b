"""On PostgreSQL the search for rarer terms reads a part of the positions, not that of every document that matches.

To walk past one more document costs some twenty times as much as one more match of the index, because a vector has to
be unpacked. So the walk of 0002 goes no further than before, and what comes after it reads less: the index of terms and
that of positions are combined before any row is read, and first for the newest documents only, as many as will hold
the wanted hits if these are as frequent as among those walked past.
"""

import importlib

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

former = importlib.import_module("newsroom.website.migrations.0002_search_index")

POSTGRESQL = (
    # Without index scans the planner combines the two indexes; the cost of an operator is nearer to that of unpacking
    # a vector. Plans are made for the values at hand: how long the period is decides them.
    """CREATE FUNCTION website_indexed_matching(looked_for tsquery, first bigint, last bigint, most integer)
    RETURNS bigint[] LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET enable_indexscan = off SET enable_sort = on SET jit = off
    SET max_parallel_workers_per_gather = 0 SET cpu_operator_cost = 0.02 SET plan_cache_mode = force_custom_plan AS $$
    BEGIN
        RETURN ARRAY(
            SELECT position FROM website_searchdocument
            WHERE terms_vector @@ looked_for AND position BETWEEN first AND last ORDER BY position DESC LIMIT most
        );
    END $$""",
    """CREATE OR REPLACE FUNCTION website_newest_matching(looked_for tsquery, first bigint, last bigint, most integer)
    RETURNS SETOF bigint LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET enable_sort = off SET jit = off AS $$
    DECLARE
        entry record;
        newest bigint;
        walked integer := 0;
        hits bigint[] := '{}';
        reach bigint;
    BEGIN
        FOR entry IN
            SELECT position, terms_vector @@ looked_for AS is_hit FROM website_searchdocument
            WHERE position BETWEEN first AND last ORDER BY position DESC
        LOOP
            walked := walked + 1;
            newest := coalesce(newest, entry.position);
            IF entry.is_hit THEN
                hits := hits || entry.position;
            END IF;
            EXIT WHEN cardinality(hits) = most;
            IF walked > 200 + 4 * cardinality(hits) THEN
                reach := greatest(
                    first, newest - (newest - entry.position)::numeric * 2 * most / nullif(cardinality(hits), 0)
                );
                hits := website_indexed_matching(looked_for, reach, last, most);
                IF cardinality(hits) < most AND reach > first THEN
                    hits := website_indexed_matching(looked_for, first, last, most);
                END IF;
                EXIT;
            END IF;
        END LOOP;
        RETURN QUERY SELECT unnest(hits);
    END $$""",
)
NEWEST = next(statement for statement in former.POSTGRESQL if "website_newest_matching" in statement)
POSTGRESQL_BACK = ("DROP FUNCTION website_newest_matching, website_indexed_matching", NEWEST)


def make(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _execute(editor, POSTGRESQL)


def remove(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _execute(editor, POSTGRESQL_BACK)


def _execute(editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    if editor.connection.vendor == "postgresql":
        for statement in statements:
            editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("website", "0004_body_files")]

    operations = [migrations.RunPython(make, remove)]
