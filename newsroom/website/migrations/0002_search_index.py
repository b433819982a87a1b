"""The index over the terms of what is published: FTS5 on SQLite, a GIN index on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    """CREATE VIRTUAL TABLE website_search USING fts5(
        terms, content='website_searchdocument', content_rowid='place', detail=none,
        tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER website_search_added AFTER INSERT ON website_searchdocument BEGIN
        INSERT INTO website_search(rowid, terms) VALUES (new.place, new.terms);
    END""",
    """CREATE TRIGGER website_search_removed AFTER DELETE ON website_searchdocument BEGIN
        INSERT INTO website_search(website_search, rowid, terms) VALUES ('delete', old.place, old.terms);
    END""",
    """CREATE TRIGGER website_search_changed AFTER UPDATE OF terms, place ON website_searchdocument BEGIN
        INSERT INTO website_search(website_search, rowid, terms) VALUES ('delete', old.place, old.terms);
        INSERT INTO website_search(rowid, terms) VALUES (new.place, new.terms);
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
    # The planner knows neither what unpacking a vector costs nor which terms go together, and left alone it may unpack
    # all of them. So the walk back from the newest is given up where fewer than one in four matches, and what is as
    # rare as that is looked up in the index. Plans live as long as a connection: what they may do is said here, for the
    # table may have been small when they were made. (Compiling them would take longer than they do.)
    """CREATE FUNCTION website_newest_matching(looked_for tsquery, first bigint, last bigint, most integer)
    RETURNS SETOF bigint LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET enable_sort = off SET jit = off AS $$
    DECLARE
        entry record;
        walked integer := 0;
        hits bigint[] := '{}';
    BEGIN
        FOR entry IN
            SELECT place, terms_vector @@ looked_for AS is_hit FROM website_searchdocument
            WHERE place BETWEEN first AND last ORDER BY place DESC
        LOOP
            walked := walked + 1;
            IF entry.is_hit THEN
                hits := hits || entry.place;
            END IF;
            IF cardinality(hits) = most THEN
                RETURN QUERY SELECT unnest(hits);
                RETURN;
            END IF;
            EXIT WHEN walked > 200 + 4 * cardinality(hits);
        END LOOP;
        RETURN QUERY
            SELECT place FROM (
                SELECT place FROM website_searchdocument WHERE terms_vector @@ looked_for OFFSET 0
            ) AS matching
            WHERE place BETWEEN first AND last ORDER BY place DESC LIMIT most;
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
