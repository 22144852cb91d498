"""What was published, and what a year was sealed with, is append-only in the database itself.

SQLite makes a table anew when a later migration alters it, and its triggers go with the old one: such a migration
ends with `refuse_changes`. A test looks whether the triggers are there after all migrations.
"""

from django.db import migrations

TABLES = ("ledger_publication", "ledger_sealedfigure", "ledger_correction")


def refuse_on_sqlite(table):
    said = f"SELECT RAISE(ABORT, '{table} is append-only')"
    return (
        f"CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table} BEGIN {said}; END",
        f"CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON {table} BEGIN {said}; END",
        # INSERT OR REPLACE deletes without asking the trigger above.
        f"""CREATE TRIGGER {table}_refuses_replace BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) BEGIN {said}; END""",  # noqa: S608
    )


def refuse_on_postgresql(table):
    return (
        (
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION ledger_refuses()"
        ),
        (
            f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()"
        ),
    )


def statements(rule):
    return tuple(statement for table in TABLES for statement in rule(table))


REFUSE = {
    "sqlite": statements(refuse_on_sqlite),
    "postgresql": (
        """CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'restrict_violation',
        MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$""",
        *statements(refuse_on_postgresql),
    ),
}
ALLOW = {
    "sqlite": statements(
        lambda table: tuple(
            f"DROP TRIGGER IF EXISTS {table}_refuses_{what}"
            for what in ("update", "delete", "replace")
        )
    ),
    "postgresql": (
        *statements(
            lambda table: tuple(
                f"DROP TRIGGER IF EXISTS {table}_refuses_{what} ON {table}"
                for what in ("change", "truncate")
            )
        ),
        "DROP FUNCTION IF EXISTS ledger_refuses()",
    ),
}


def refuse_changes(apps, schema_editor):
    connection = schema_editor.connection
    if connection.alias == "default":
        for statement in (*ALLOW[connection.vendor], *REFUSE[connection.vendor]):
            schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    connection = schema_editor.connection
    if connection.alias == "default":
        for statement in ALLOW[connection.vendor]:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_counting")]

    operations = [migrations.RunPython(refuse_changes, allow_changes, elidable=False)]
