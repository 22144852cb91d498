"""Eight visitors at once: `python -m benchmarks.load SECONDS URL…`, or with `--post FILE` forms to send.

Runs in a process of its own, so that the client's time is not counted as the server's. Prints one JSON object.
"""

import argparse
import http.client
import itertools
import json
import statistics
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

CLIENTS = 8


def visit(url: str, bodies: list[str], until: float, took: list[float], failed: list[int]) -> None:
    """Ask for one address again and again over one connection, and note how long each answer took."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    forms = itertools.cycle(bodies) if bodies else None
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if forms else {}
    while time.perf_counter() < until:
        begun = time.perf_counter()
        body = next(forms) if forms else None
        connection.request("POST" if body else "GET", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status != http.HTTPStatus.OK:
            failed.append(answer.status)
    connection.close()


def main() -> int:
    """Load the addresses in turn from eight clients."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=float)
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--post", type=Path)
    given = parser.parse_args()
    bodies = given.post.read_text(encoding="utf-8").splitlines() if given.post else []
    took: list[float] = []
    failed: list[int] = []
    until = time.perf_counter() + given.seconds
    visitors = [
        threading.Thread(
            target=visit,
            args=(
                given.urls[number % len(given.urls)],
                bodies[number::CLIENTS],
                until,
                took,
                failed,
            ),
        )
        for number in range(CLIENTS)
    ]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    json.dump(
        {
            "answers": len(took),
            "failed": len(failed),
            "rate": len(took) / given.seconds,
            "p50": statistics.median(took),
            "p95": statistics.quantiles(took, n=20)[-1],
        },
        sys.stdout,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
