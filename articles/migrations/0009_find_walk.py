"""On PostgreSQL the newsroom's search gives up its walk sooner, and what comes after it reads fewer rows.

As in `newsroom/website/migrations/0005_search_walk.py`, with numbers of articles instead of positions. The walk of 0002
went on for up to twenty articles a hit, each of which costs as much as some twenty matches of the index.
"""

import importlib

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

former = importlib.import_module("articles.migrations.0002_search")

POSTGRESQL = (
    """CREATE FUNCTION articles_search_indexed(looked_for tsquery, first bigint, most integer)
    RETURNS bigint[] LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET enable_indexscan = off SET enable_sort = on SET jit = off
    SET max_parallel_workers_per_gather = 0 SET cpu_operator_cost = 0.02 SET plan_cache_mode = force_custom_plan AS $$
    BEGIN
        RETURN ARRAY(
            SELECT article_id FROM articles_search
            WHERE words @@ looked_for AND article_id >= first ORDER BY article_id DESC LIMIT most
        );
    END $$""",
    """CREATE OR REPLACE FUNCTION articles_search_newest(looked_for tsquery, most integer)
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
            SELECT article_id, words @@ looked_for AS is_hit FROM articles_search ORDER BY article_id DESC
        LOOP
            walked := walked + 1;
            newest := coalesce(newest, entry.article_id);
            IF entry.is_hit THEN
                hits := hits || entry.article_id;
            END IF;
            EXIT WHEN cardinality(hits) = most;
            IF walked > 200 + 4 * cardinality(hits) THEN
                reach := greatest(
                    0, newest - (newest - entry.article_id)::numeric * 2 * most / nullif(cardinality(hits), 0)
                );
                hits := articles_search_indexed(looked_for, reach, most);
                IF cardinality(hits) < most AND reach > 0 THEN
                    hits := articles_search_indexed(looked_for, 0, most);
                END IF;
                EXIT;
            END IF;
        END LOOP;
        RETURN QUERY SELECT unnest(hits);
    END $$""",
)
NEWEST = next(statement for statement in former.POSTGRESQL if "articles_search_newest" in statement)
POSTGRESQL_BACK = ("DROP FUNCTION articles_search_newest, articles_search_indexed", NEWEST)


def make(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _execute(editor, POSTGRESQL)


def remove(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    _execute(editor, POSTGRESQL_BACK)


def _execute(editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    if editor.connection.vendor == "postgresql":
        for statement in statements:
            editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_article_template")]

    operations = [migrations.RunPython(make, remove)]
