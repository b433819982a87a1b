"""Word forms of the working copies, bodies included, in the index of the newsroom's search; saved views of the list.

`articles_terms` has a row for each article, which triggers make. They mark it as outdated when the text changes, and
the worker writes its terms (`articles/models/terms.py`). The triggers of 0002 are made anew, because an entry of
`articles_search` now has the terms too.
A later migration that lets SQLite remake one of these tables must make the triggers of this table anew.
"""

import importlib

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

former = importlib.import_module("articles.migrations.0002_search")

TEXT = ("kicker", "headline", "lead", "body", "caption", "language")
IS_OTHER_TEXT = " OR ".join(f"old.{name} <> new.{name}" for name in TEXT)
SEARCHED = ("headline", "kicker", "lead", "slug")
IS_OTHER_SEARCHED = " OR ".join(f"old.{name} <> new.{name}" for name in SEARCHED)
INDEX = "CREATE INDEX articles_terms_version ON articles_terms (version)"

SQLITE_WORDS = f"""{former.SQLITE_WORDS}
    || ' ' || coalesce((SELECT terms FROM articles_terms WHERE article_id = a.id), '')"""
SQLITE_ENTER = f"INSERT INTO articles_search(rowid, words) SELECT a.id, {SQLITE_WORDS} FROM articles_article AS a"
SQLITE_LEAVE = "DELETE FROM articles_search WHERE rowid ="
# The columns before `terms` are read and written without its pages.
SQLITE = (
    """CREATE TABLE articles_terms (
        article_id integer PRIMARY KEY, changes integer NOT NULL DEFAULT 0, version smallint NOT NULL DEFAULT 0,
        terms text NOT NULL DEFAULT '')""",
    INDEX,
    "INSERT INTO articles_terms (article_id) SELECT id FROM articles_article",
    """CREATE TRIGGER articles_terms_of_article_added AFTER INSERT ON articles_article BEGIN
        INSERT INTO articles_terms (article_id) VALUES (new.id)
        ON CONFLICT (article_id) DO UPDATE SET changes = changes + 1, version = 0, terms = '';
    END""",
    f"""CREATE TRIGGER articles_terms_of_article_changed AFTER UPDATE OF {", ".join(TEXT)}
    ON articles_article WHEN {IS_OTHER_TEXT} BEGIN
        UPDATE articles_terms SET changes = changes + 1, version = 0 WHERE article_id = new.id;
    END""",
    """CREATE TRIGGER articles_terms_of_article_removed AFTER DELETE ON articles_article BEGIN
        DELETE FROM articles_terms WHERE article_id = old.id;
    END""",
    f"""CREATE TRIGGER articles_search_of_terms_changed AFTER UPDATE OF terms ON articles_terms
    WHEN old.terms <> new.terms BEGIN
        {SQLITE_LEAVE} new.article_id;
        {SQLITE_ENTER} WHERE a.id = new.article_id;
    END""",
    "DROP TRIGGER articles_search_of_article_added",
    "DROP TRIGGER articles_search_of_article_changed",
    f"""CREATE TRIGGER articles_search_of_article_added AFTER INSERT ON articles_article BEGIN
        {SQLITE_ENTER} WHERE a.id = new.id;
    END""",
    f"""CREATE TRIGGER articles_search_of_article_changed AFTER UPDATE OF {", ".join(SEARCHED)}
    ON articles_article WHEN {IS_OTHER_SEARCHED} BEGIN
        {SQLITE_LEAVE} new.id;
        {SQLITE_ENTER} WHERE a.id = new.id;
    END""",
    *(
        statement
        for table, key in (("byline", "article_id"), ("articletag", "content_object_id"))
        for name, event, row in (
            ("added", "INSERT", "new"),
            ("changed", "UPDATE", "new"),
            ("removed", "DELETE", "old"),
        )
        for statement in (
            f"DROP TRIGGER articles_search_of_{table}_{name}",
            f"""CREATE TRIGGER articles_search_of_{table}_{name} AFTER {event} ON articles_{table} BEGIN
                {SQLITE_LEAVE} {row}.{key};
                {SQLITE_ENTER} WHERE a.id = {row}.{key};
            END""",
        )
    ),
)
SQLITE_BACK = (
    "DROP TRIGGER articles_search_of_terms_changed",
    "DROP TRIGGER articles_terms_of_article_added",
    "DROP TRIGGER articles_terms_of_article_changed",
    "DROP TRIGGER articles_terms_of_article_removed",
    "DROP TABLE articles_terms",
    *former.SQLITE_BACK,
    *former.SQLITE,
)
POSTGRESQL = (
    """CREATE TABLE articles_terms (
        article_id bigint PRIMARY KEY, changes bigint NOT NULL DEFAULT 0, version smallint NOT NULL DEFAULT 0,
        terms text NOT NULL DEFAULT '')""",
    INDEX,
    "INSERT INTO articles_terms (article_id) SELECT id FROM articles_article",
    """CREATE OR REPLACE FUNCTION articles_search_enter(entered bigint) RETURNS void LANGUAGE sql AS $$
        INSERT INTO articles_search (article_id, words)
        SELECT a.id, to_tsvector('simple', translate(
            concat_ws(' ', a.headline, a.kicker, a.lead, a.slug, 'article' || a.id || 'id',
                (SELECT string_agg(b.name || ' person' || coalesce(b.person_id, 0) || 'id', ' ')
                    FROM articles_byline AS b WHERE b.article_id = a.id),
                (SELECT string_agg('tag' || t.tag_id || 'id', ' ')
                    FROM articles_articletag AS t WHERE t.content_object_id = a.id)),
            '-./:@_<>&;', '          '))
            || array_to_tsvector(string_to_array(coalesce(
                (SELECT terms FROM articles_terms WHERE article_id = a.id), ''), ' '))
        FROM articles_article AS a WHERE a.id = entered
        ON CONFLICT (article_id) DO UPDATE SET words = EXCLUDED.words
    $$""",
    """CREATE FUNCTION articles_terms_article() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'DELETE' THEN
            DELETE FROM articles_terms WHERE article_id = OLD.id;
        ELSIF TG_OP = 'INSERT' THEN
            INSERT INTO articles_terms AS known (article_id) VALUES (NEW.id)
            ON CONFLICT (article_id) DO UPDATE SET changes = known.changes + 1, version = 0, terms = '';
        ELSE
            UPDATE articles_terms SET changes = changes + 1, version = 0 WHERE article_id = NEW.id;
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE FUNCTION articles_search_terms() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM articles_search_enter(NEW.article_id);
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER articles_terms_rows AFTER INSERT OR DELETE
        ON articles_article FOR EACH ROW EXECUTE FUNCTION articles_terms_article()""",
    f"""CREATE TRIGGER articles_terms_changed AFTER UPDATE OF {", ".join(TEXT)}
        ON articles_article FOR EACH ROW WHEN ({IS_OTHER_TEXT}) EXECUTE FUNCTION articles_terms_article()""",
    """CREATE TRIGGER articles_search AFTER UPDATE OF terms
        ON articles_terms FOR EACH ROW WHEN (old.terms <> new.terms) EXECUTE FUNCTION articles_search_terms()""",
    "DROP TRIGGER articles_search ON articles_article",
    """CREATE TRIGGER articles_search_rows AFTER INSERT OR DELETE
        ON articles_article FOR EACH ROW EXECUTE FUNCTION articles_search_article()""",
    f"""CREATE TRIGGER articles_search_changed AFTER UPDATE OF {", ".join(SEARCHED)}
        ON articles_article FOR EACH ROW WHEN ({IS_OTHER_SEARCHED}) EXECUTE FUNCTION articles_search_article()""",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER articles_search_rows ON articles_article",
    "DROP TRIGGER articles_search_changed ON articles_article",
    "DROP TRIGGER articles_terms_rows ON articles_article",
    "DROP TRIGGER articles_terms_changed ON articles_article",
    "DROP TABLE articles_terms",
    "DROP FUNCTION articles_terms_article, articles_search_terms",
    "DROP TRIGGER articles_search ON articles_byline",
    "DROP TRIGGER articles_search ON articles_articletag",
    *former.POSTGRESQL_BACK[3:],
    *former.POSTGRESQL,
)


def make(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement, params=None)


def remove(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_presence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleTerms",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("changes", models.BigIntegerField(default=0)),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("terms", models.TextField(default="")),
            ],
            options={
                "verbose_name": "формы слов материала",
                "verbose_name_plural": "формы слов материалов",
                "db_table": "articles_terms",
                "default_permissions": (),
                "managed": False,
            },
        ),
        migrations.RunPython(make, remove),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="название")),
                ("query", models.CharField(max_length=1000, verbose_name="условия")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "вид списка",
                "verbose_name_plural": "виды списка",
                "default_permissions": (),
                "ordering": ("name", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("user", "name"), name="saved_view_name_once"),
                    models.CheckConstraint(
                        condition=~models.Q(("name", "")) & ~models.Q(("query", "")), name="saved_view_not_empty"
                    ),
                ],
            },
        ),
    ]
