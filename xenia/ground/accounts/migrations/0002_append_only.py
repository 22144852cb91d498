"""The audit is append-only in the database itself: triggers refuse to change, delete or replace an event.

SQLite makes a table anew when a later migration alters it, and its triggers go with the old one: such a migration
ends with `refuse_changes`. A test looks whether the triggers are there after all migrations.
"""

from django.db import migrations

REFUSE = {
    "sqlite": (
        """CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON accounts_auditevent
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END""",
        """CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON accounts_auditevent
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END""",
        # INSERT OR REPLACE deletes without asking the trigger above.
        """CREATE TRIGGER audit_refuses_replace BEFORE INSERT ON accounts_auditevent
        WHEN EXISTS (SELECT 1 FROM accounts_auditevent WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER audit_refuses_change BEFORE UPDATE OR DELETE ON accounts_auditevent
        FOR EACH ROW EXECUTE FUNCTION audit_refuses()""",
        """CREATE TRIGGER audit_refuses_truncate BEFORE TRUNCATE ON accounts_auditevent
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()""",
    ),
}
ALLOW = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_refuses_update",
        "DROP TRIGGER IF EXISTS audit_refuses_delete",
        "DROP TRIGGER IF EXISTS audit_refuses_replace",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_refuses_change ON accounts_auditevent",
        "DROP TRIGGER IF EXISTS audit_refuses_truncate ON accounts_auditevent",
        "DROP FUNCTION IF EXISTS audit_refuses()",
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
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(refuse_changes, allow_changes, elidable=False)]
