"""What a fresh process finds in the databases: `python -m tests.privacy.look prepare|look`."""

import json
import os
import sys


def main() -> None:
    """Make the tables, or print {person: what is there of her} as JSON."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "xenia.config.settings.test"
    django.setup()
    if sys.argv[1] == "prepare":
        prepare()
    else:
        sys.stdout.write(json.dumps(look()))


def prepare() -> None:
    """Make the tables of both databases."""
    from django.core.management import call_command

    for alias in ("keys", "default"):
        call_command("migrate", database=alias, verbosity=0, run_syncdb=True)


def look() -> dict[str, list[str]]:
    """For each person: her key, whether her name opens, and the audit's line. Raises when the counts do not fit."""
    from tests.people.models import Person
    from tests.people.operations import VISIT
    from xenia.ground.accounts.models import AuditEvent
    from xenia.ground.keys.models import SubjectKey
    from xenia.ground.ledger.models import Entry

    keys = set(SubjectKey.objects.values_list("pk", flat=True))
    noted = set(AuditEvent.objects.values_list("record_id", flat=True))
    there: dict[str, list[str]] = {}
    for person in Person.objects.iterator():
        parts = {
            "key": person.subject_id in keys,
            "opens": person.name.startswith("Person "),
            "audit": person.pk in noted,
        }
        there[str(person.pk)] = sorted(name for name, is_there in parts.items() if is_there)
    counted = Entry.objects.filter(kind=VISIT).count()
    if counted != len(there) or len(noted) != len(there):
        raise SystemExit(f"{len(there)} people, {counted} entries, {len(noted)} audit rows")
    return there


if __name__ == "__main__":
    main()
