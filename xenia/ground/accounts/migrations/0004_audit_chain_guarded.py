"""The database itself guards the audit and its chain. These triggers take the place of those before them.

- an event is never changed; it goes only when its link lies below a recorded cut;
- an event's place in the chain is written with the event, filled once, and goes with the event;
- links and cuts are never changed and never go; a cut names the hash of its link.

SQLite makes a table anew when a later migration alters it, and its triggers go with the old one: such a migration
ends with `refuse_changes`. A test looks whether the triggers are there after all migrations.
"""

from django.db import migrations

GUARDED = ("event", "place", "link", "cut")
CUT = """EXISTS (SELECT 1 FROM accounts_auditplace place
    JOIN accounts_auditcut cut ON place.link_id <= cut.up_to_id WHERE place.event_id = {})"""
GONE = "NOT EXISTS (SELECT 1 FROM accounts_auditevent WHERE id = OLD.event_id)"
FILLED = "OLD.link_id IS NULL AND NEW.link_id IS NOT NULL AND NEW.event_id = OLD.event_id"
OF_ITS_LINK = """EXISTS (SELECT 1 FROM accounts_auditlink
    WHERE number = NEW.up_to_id AND digest = NEW.digest)"""

# What may be done to each table, if anything: {table: (change, delete, insert)}; "" is never, None is always.
MAY = {
    "event": ("", CUT.format("OLD.id"), None),
    "place": (FILLED, f"{CUT.format('OLD.event_id')} AND {GONE}", "NEW.link_id IS NULL"),
    "link": ("", "", None),
    "cut": ("", "", OF_ITS_LINK),
}
ACTS = ("update", "delete", "insert")
# INSERT OR REPLACE deletes without asking the trigger for that.
SAME_ROW = {
    "event": "id = NEW.id",
    "place": "event_id = NEW.event_id",
    "link": "id = NEW.id OR number = NEW.number OR digest = NEW.digest OR previous = NEW.previous",
    "cut": "id = NEW.id OR up_to_id = NEW.up_to_id",
}
SAYS = "the audit is append-only"
TAKES_A_PLACE = "INSERT INTO accounts_auditplace (event_id, link_id) VALUES (NEW.id, NULL);"


def on_sqlite():
    for table, allowed in MAY.items():
        for act, condition in zip(ACTS, allowed, strict=True):
            if condition is not None:
                when = f"WHEN NOT ({condition})" if condition else ""
                yield (
                    f"CREATE TRIGGER audit_{table}_refuses_{act} BEFORE {act} ON accounts_audit{table} "
                    f"{when} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
                )
        yield (
            f"CREATE TRIGGER audit_{table}_refuses_replace BEFORE INSERT ON accounts_audit{table} "  # noqa: S608
            f"WHEN EXISTS (SELECT 1 FROM accounts_audit{table} WHERE {SAME_ROW[table]}) "
            f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        )
    yield (
        "CREATE TRIGGER audit_event_takes_a_place AFTER INSERT ON accounts_auditevent "
        f"BEGIN {TAKES_A_PLACE} END"
    )


def function(name, body):
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body} END $$"
    )


def on_postgresql():
    refuse = f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';"
    yield function("audit_refuses", refuse)
    yield function("audit_takes_a_place", f"{TAKES_A_PLACE} RETURN NULL;")
    for table, allowed in MAY.items():
        for act, condition in zip(ACTS, allowed, strict=True):
            if condition is not None:
                name = f"audit_{table}_refuses_{act}"
                row = "OLD" if act == "delete" else "NEW"
                body = (
                    f"IF {condition} THEN RETURN {row}; END IF; {refuse}" if condition else refuse
                )
                yield function(name, body)
                yield (
                    f"CREATE TRIGGER {name} BEFORE {act} ON accounts_audit{table} "
                    f"FOR EACH ROW EXECUTE FUNCTION {name}()"
                )
        yield (
            f"CREATE TRIGGER audit_{table}_refuses_truncate BEFORE TRUNCATE ON accounts_audit{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()"
        )
    yield (
        "CREATE TRIGGER audit_event_takes_a_place AFTER INSERT ON accounts_auditevent "
        "FOR EACH ROW EXECUTE FUNCTION audit_takes_a_place()"
    )


def dropped_on_sqlite():
    yield "DROP TRIGGER IF EXISTS audit_event_takes_a_place"
    yield from (
        f"DROP TRIGGER IF EXISTS audit_refuses_{act}" for act in ("update", "delete", "replace")
    )
    for table in GUARDED:
        for act in (*ACTS, "replace"):
            yield f"DROP TRIGGER IF EXISTS audit_{table}_refuses_{act}"


def dropped_on_postgresql():
    for name in ("refuses_change", "refuses_truncate", "event_takes_a_place"):
        yield f"DROP TRIGGER IF EXISTS audit_{name} ON accounts_auditevent"
    for table in GUARDED:
        for act in (*ACTS, "truncate"):
            yield f"DROP TRIGGER IF EXISTS audit_{table}_refuses_{act} ON accounts_audit{table}"
        yield from (f"DROP FUNCTION IF EXISTS audit_{table}_refuses_{act}()" for act in ACTS)
    yield "DROP FUNCTION IF EXISTS audit_takes_a_place()"
    yield "DROP FUNCTION IF EXISTS audit_refuses()"


REFUSE = {"sqlite": tuple(on_sqlite()), "postgresql": tuple(on_postgresql())}
ALLOW = {"sqlite": tuple(dropped_on_sqlite()), "postgresql": tuple(dropped_on_postgresql())}
# What was done before there was a chain waits for its first links.
EARLIER_EVENTS = """INSERT INTO accounts_auditplace (event_id, link_id)
    SELECT event.id, NULL FROM accounts_auditevent event
    WHERE NOT EXISTS (SELECT 1 FROM accounts_auditplace WHERE event_id = event.id)"""


def refuse_changes(apps, schema_editor):
    connection = schema_editor.connection
    if connection.alias == "default":
        for statement in (*ALLOW[connection.vendor], *REFUSE[connection.vendor]):
            schema_editor.execute(statement)
        schema_editor.execute(EARLIER_EVENTS)


def allow_changes(apps, schema_editor):
    connection = schema_editor.connection
    if connection.alias == "default":
        for statement in ALLOW[connection.vendor]:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_audit_chain")]

    operations = [migrations.RunPython(refuse_changes, allow_changes, elidable=False)]
