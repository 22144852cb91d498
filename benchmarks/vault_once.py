"""The vault at work, timed from inside: `python -m benchmarks.vault_once`. Prints one JSON object.

It runs on SQLite files in XENIA_DATA, with the invented room of the tests.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable

ROWS = 30_000
PEOPLE = 5_000
ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, by the clock on the wall."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> int:
    """Write, read, turn the master key, shred."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "xenia.config.settings.test"
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    for alias in ("keys", "default"):
        call_command("migrate", database=alias, verbosity=0, run_syncdb=True)
    from tests.people.models import Passerby, Person
    from xenia.ground.common.dates import now
    from xenia.ground.common.ids import new_id
    from xenia.ground.keys.rotation import rotate
    from xenia.ground.vault.models import Canary
    from xenia.ground.vault.subjects import new_records, shred_many

    def plain() -> None:
        with transaction.atomic():
            Passerby.objects.bulk_create(
                Passerby(subject_id=new_id(), word=f"an invented word {n}") for n in range(ROWS)
            )

    def one_field() -> None:
        new_records(Canary, (Canary(word=f"an invented word {n}") for n in range(ROWS)))

    def four_fields() -> None:
        new_records(
            Person,
            (
                Person(name=f"Person {n}", phone="+16175550101", facts={"n": n}, note="x")
                for n in range(PEOPLE)
            ),
        )

    written = [(seconds(plain), seconds(one_field)) for _ in range(ROUNDS)]
    four = min(seconds(four_fields) for _ in range(ROUNDS))
    read = seconds(lambda: [one.word for one in Canary.objects.iterator()])
    turned = seconds(lambda: rotate(now()))
    leaving = list(Person.objects.values_list("subject_id", flat=True)[:PEOPLE])
    shredded = seconds(lambda: shred_many(leaving, by=None, at=now(), reason="bench"))
    sys.stdout.write(
        json.dumps(
            {
                "plain": ROWS / min(one for one, _other in written),
                "sealed": ROWS / min(other for _one, other in written),
                "ratio": max(one / other for one, other in written),
                "four": PEOPLE / four,
                "read": ROUNDS * ROWS / read,
                "turned": ROUNDS * (ROWS + PEOPLE) / turned,
                "shredded": PEOPLE / shredded,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
            }
        )
        + "\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
