"""Two hundred thousand people and a million visits, invented: `python -m benchmarks.served.scene PEOPLE`.

It fills a prepared sample city on PostgreSQL with three years of people: each under a key of her own, each field sealed
as the product seals it, found through the same blind index. Rows are copied in; no operation is called, and no ledger kept.
"""

import multiprocessing
import os
import sys

LOT = 2_000
SETTINGS = "xenia.config.settings.sample"


def main() -> int:
    """Fill the office, a lot of people at a time, in as many processes as there are cores."""
    people = int(sys.argv[1])
    lots = [(first, min(LOT, people - first)) for first in range(0, people, LOT)]
    workers = os.cpu_count() or 1
    with multiprocessing.get_context("spawn").Pool(workers, _set_up) as pool:
        for _done in pool.imap_unordered(_write_lot, lots):
            pass
    _set_up()
    from django.db import connections

    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return 0


def _set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def _write_lot(lot: tuple[int, int]) -> None:
    from django.db import transaction

    from benchmarks.served.copying import copy_in, trust_rows
    from benchmarks.served.people import Town, written

    first, count = lot
    tables = written(Town.of_today(), first, count)
    with transaction.atomic(using="keys"), transaction.atomic():
        trust_rows("default", "keys")
        for model, rows in tables:
            copy_in(model, rows)


if __name__ == "__main__":
    raise SystemExit(main())
