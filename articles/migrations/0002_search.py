"""The word index of the working copies, for the search in the newsroom's list of articles.

Triggers keep it, so that no writer can forget it; readers never search it. A document has the words of headline,
kicker, lead and slug, the names of guests, and a word for the number of the article, for each person and each tag.
A later migration that lets SQLite remake one of the three tables must make the triggers of this table anew.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The columns of `articles_article AS a`, and what belongs to it in the other two tables.
SQLITE_WORDS = """a.headline || ' ' || a.kicker || ' ' || a.lead || ' ' || a.slug || ' article' || a.id || 'id '
    || coalesce((SELECT group_concat(name || ' person' || coalesce(person_id, 0) || 'id', ' ')
        FROM articles_byline WHERE article_id = a.id), '') || ' '
    || coalesce((SELECT group_concat('tag' || tag_id || 'id', ' ')
        FROM articles_articletag WHERE content_object_id = a.id), '')"""
SQLITE_ENTER = f"INSERT INTO articles_search(rowid, words) SELECT a.id, {SQLITE_WORDS} FROM articles_article AS a"
SQLITE_LEAVE = "DELETE FROM articles_search WHERE rowid ="
SQLITE = (
    """CREATE VIRTUAL TABLE articles_search USING fts5(
        words, detail=none, tokenize='unicode61 remove_diacritics 0')""",
    SQLITE_ENTER,
    f"""CREATE TRIGGER articles_search_of_article_added AFTER INSERT ON articles_article BEGIN
        {SQLITE_ENTER} WHERE a.id = new.id;
    END""",
    f"""CREATE TRIGGER articles_search_of_article_changed AFTER UPDATE OF headline, kicker, lead, slug
    ON articles_article BEGIN
        {SQLITE_LEAVE} new.id;
        {SQLITE_ENTER} WHERE a.id = new.id;
    END""",
    f"""CREATE TRIGGER articles_search_of_article_removed AFTER DELETE ON articles_article BEGIN
        {SQLITE_LEAVE} old.id;
    END""",
    *(
        f"""CREATE TRIGGER articles_search_of_{table}_{name} AFTER {event} ON articles_{table} BEGIN
            {SQLITE_LEAVE} {row}.{key};
            {SQLITE_ENTER} WHERE a.id = {row}.{key};
        END"""
        for table, key in (("byline", "article_id"), ("articletag", "content_object_id"))
        for name, event, row in (
            ("added", "INSERT", "new"),
            ("changed", "UPDATE", "new"),
            ("removed", "DELETE", "old"),
        )
    ),
)
SQLITE_BACK = (
    *(
        f"DROP TRIGGER articles_search_of_{table}_{name}"
        for table in ("article", "byline", "articletag")
        for name in ("added", "changed", "removed")
    ),
    "DROP TABLE articles_search",
)
POSTGRESQL = (
    "CREATE TABLE articles_search (article_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    # Words joined by a point, a hyphen and the like are separate words, not hosts, numbers and compounds.
    """CREATE FUNCTION articles_search_enter(entered bigint) RETURNS void LANGUAGE sql AS $$
        INSERT INTO articles_search (article_id, words)
        SELECT a.id, to_tsvector('simple', translate(
            concat_ws(' ', a.headline, a.kicker, a.lead, a.slug, 'article' || a.id || 'id',
                (SELECT string_agg(b.name || ' person' || coalesce(b.person_id, 0) || 'id', ' ')
                    FROM articles_byline AS b WHERE b.article_id = a.id),
                (SELECT string_agg('tag' || t.tag_id || 'id', ' ')
                    FROM articles_articletag AS t WHERE t.content_object_id = a.id)),
            '-./:@_<>&;', '          '))
        FROM articles_article AS a WHERE a.id = entered
        ON CONFLICT (article_id) DO UPDATE SET words = EXCLUDED.words
    $$""",
    "SELECT articles_search_enter(id) FROM articles_article",
    "CREATE INDEX articles_search_words ON articles_search USING gin (words)",
    """CREATE FUNCTION articles_search_article() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
            DELETE FROM articles_search WHERE article_id = OLD.id;
        ELSE
            PERFORM articles_search_enter(NEW.id);
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE FUNCTION articles_search_byline() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM articles_search_enter(CASE WHEN TG_OP = 'DELETE' THEN OLD.article_id ELSE NEW.article_id END);
        RETURN NULL;
    END $$""",
    """CREATE FUNCTION articles_search_tag() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM articles_search_enter(
            CASE WHEN TG_OP = 'DELETE' THEN OLD.content_object_id ELSE NEW.content_object_id END);
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER articles_search AFTER INSERT OR DELETE OR UPDATE OF headline, kicker, lead, slug
        ON articles_article FOR EACH ROW EXECUTE FUNCTION articles_search_article()""",
    """CREATE TRIGGER articles_search AFTER INSERT OR DELETE OR UPDATE
        ON articles_byline FOR EACH ROW EXECUTE FUNCTION articles_search_byline()""",
    """CREATE TRIGGER articles_search AFTER INSERT OR DELETE OR UPDATE
        ON articles_articletag FOR EACH ROW EXECUTE FUNCTION articles_search_tag()""",
    # Common words are found soonest by walking back from the newest article, rare ones in the index; the planner
    # does not know which are which (see website_newest_matching).
    """CREATE FUNCTION articles_search_newest(looked_for tsquery, most integer)
    RETURNS SETOF bigint LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET enable_sort = off SET jit = off AS $$
    DECLARE
        entry record;
        walked integer := 0;
        hits bigint[] := '{}';
    BEGIN
        FOR entry IN
            SELECT article_id, words @@ looked_for AS is_hit FROM articles_search ORDER BY article_id DESC
        LOOP
            walked := walked + 1;
            IF entry.is_hit THEN
                hits := hits || entry.article_id;
            END IF;
            IF cardinality(hits) = most THEN
                RETURN QUERY SELECT unnest(hits);
                RETURN;
            END IF;
            EXIT WHEN walked > 500 + 20 * cardinality(hits);
        END LOOP;
        RETURN QUERY
            SELECT article_id FROM (
                SELECT article_id FROM articles_search WHERE words @@ looked_for OFFSET 0
            ) AS matching
            ORDER BY article_id DESC LIMIT most;
    END $$""",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER articles_search ON articles_article",
    "DROP TRIGGER articles_search ON articles_byline",
    "DROP TRIGGER articles_search ON articles_articletag",
    "DROP FUNCTION articles_search_article, articles_search_byline, articles_search_tag",
    "DROP FUNCTION articles_search_newest, articles_search_enter",
    "DROP TABLE articles_search",
)


def make(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement, params=None)


def remove(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(make, remove)]
