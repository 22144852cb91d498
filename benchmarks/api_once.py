"""One measurement of the API, in a process of its own, on the data folder named by XENIA_DATA: JSON on standard output."""

import json
import os
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

ROUNDS = 40
PAGE = "/hsds/services?full=true&per_page=100&page={}"


def main() -> int:
    """Measure pages, a bare read of the same rows, and the whole stream."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xenia.config.settings.sample")
    django.setup()
    from django.test import Client

    client = Client(headers={"Host": "localhost"})
    pages = _timed(lambda number: client.get(PAGE.format(number + 1)))
    bare = _timed(_bare)
    streamed = _stream(client)
    print(
        json.dumps(
            {
                "page_p95_ms": statistics.quantiles(pages, n=20)[-1] * 1000,
                "page_ratio": statistics.median(pages) / statistics.median(bare),
                **streamed,
            }
        )
    )
    return 0


def _timed(ask: Callable[[int], object]) -> list[float]:
    ask(0)
    taken = []
    for number in range(ROUNDS):
        began = time.perf_counter()
        ask(number)
        taken.append(time.perf_counter() - began)
    return taken


def _bare(number: int) -> bytes:
    """The rows of a page as the database holds them, with how many there are, in one list."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM directory_servicerecord WHERE is_public")
        cursor.fetchone()
        cursor.execute(
            "SELECT listing_id, CAST(record AS text) FROM directory_servicerecord WHERE is_public"
            " ORDER BY listing_id LIMIT 100 OFFSET %s",
            [number * 100],
        )
        return f"[{','.join(text for _pk, text in cursor.fetchall())}]".encode()


def _stream(client: Any) -> dict[str, float]:
    """How fast all services come, and the most memory the process ever held while they did."""
    began, count = time.perf_counter(), 0
    answer = client.get("/hsds/services?full=true&format=ndjson")
    for part in answer.streaming_content:
        count += part.count(b"\n")
    taken = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows_a_second": count / taken, "stream_peak_mb": peak}


if __name__ == "__main__":
    raise SystemExit(main())
