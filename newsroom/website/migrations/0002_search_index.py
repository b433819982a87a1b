"""The full-text index of published articles: FTS5 on SQLite, a GIN index on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    """CREATE VIRTUAL TABLE website_search USING fts5(
        terms, content='website_searchdocument', content_rowid='position', detail=none,
        tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER website_search_added AFTER INSERT ON website_searchdocument BEGIN
        INSERT INTO website_search(rowid, terms) VALUES (new.position, new.terms);
    END""",
    """CREATE TRIGGER website_search_removed AFTER DELETE ON website_searchdocument BEGIN
        INSERT INTO website_search(website_search, rowid, terms) VALUES ('delete', old.position, old.terms);
    END""",
    """CREATE TRIGGER website_search_changed AFTER UPDATE OF terms, position ON website_searchdocument BEGIN
        INSERT INTO website_search(website_search, rowid, terms) VALUES ('delete', old.position, old.terms);
        INSERT INTO website_search(rowid, terms) VALUES (new.position, new.terms);
    END""",
)
SQLITE_BACK = (
    "DROP TRIGGER website_search_changed",
    "DROP TRIGGER website_search_removed",
    "DROP TRIGGER website_search_added",
    "DROP TABLE website_search",
)
POSTGRESQL = (
    """ALTER TABLE website_searchdocument ADD COLUMN terms_vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED""",
    "CREATE INDEX website_search ON website_searchdocument USING gin (terms_vector)",
    # The planner knows neither the cost of unpacking a vector nor which terms occur together, and may unpack all
    # vectors. The function walks back from the newest document and stops if fewer than one in four match; rarer terms
    # are looked up in the index. The settings are fixed here because plans are kept as long as a connection, and the
    # table may have been small when they were made. Just-in-time compilation would take longer than the query.
    """CREATE FUNCTION website_newest_matching(looked_for tsquery, first bigint, last bigint, most integer)
    RETURNS SETOF bigint LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET enable_sort = off SET jit = off AS $$
    DECLARE
        entry record;
        walked integer := 0;
        hits bigint[] := '{}';
    BEGIN
        FOR entry IN
            SELECT position, terms_vector @@ looked_for AS is_hit FROM website_searchdocument
            WHERE position BETWEEN first AND last ORDER BY position DESC
        LOOP
            walked := walked + 1;
            IF entry.is_hit THEN
                hits := hits || entry.position;
            END IF;
            IF cardinality(hits) = most THEN
                RETURN QUERY SELECT unnest(hits);
                RETURN;
            END IF;
            EXIT WHEN walked > 200 + 4 * cardinality(hits);
        END LOOP;
        RETURN QUERY
            SELECT position FROM (
                SELECT position FROM website_searchdocument WHERE terms_vector @@ looked_for OFFSET 0
            ) AS matching
            WHERE position BETWEEN first AND last ORDER BY position DESC LIMIT most;
    END $$""",
)
POSTGRESQL_BACK = (
    "DROP FUNCTION website_newest_matching",
    "DROP INDEX website_search",
    "ALTER TABLE website_searchdocument DROP COLUMN terms_vector",
)


def make(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement, params=None)


def remove(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("website", "0001_initial")]

    operations = [migrations.RunPython(make, remove)]
