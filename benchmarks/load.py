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


def visit(
    urls: list[str],
    bodies: list[str],
    cookie: str,
    until: float,
    took: list[float],
    failed: list[int],
) -> None:
    """Ask for some addresses in turn over one connection, and note how long each answer took."""
    parts = urlsplit(urls[0])
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    paths = itertools.cycle(_path(url) for url in urls)
    forms = itertools.cycle(bodies) if bodies else None
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if forms else {}
    headers |= {"Cookie": cookie, "Accept-Encoding": "gzip"} if cookie else {}
    while time.perf_counter() < until:
        begun = time.perf_counter()
        body = next(forms) if forms else None
        connection.request("POST" if body else "GET", next(paths), body, headers)
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status != http.HTTPStatus.OK:
            failed.append(answer.status)
    connection.close()


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def main() -> int:
    """Load the addresses in turn from eight clients."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=float)
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--post", type=Path)
    parser.add_argument("--cookie", default="")
    given = parser.parse_args()
    bodies = given.post.read_text(encoding="utf-8").splitlines() if given.post else []
    took: list[float] = []
    failed: list[int] = []
    until = time.perf_counter() + given.seconds
    visitors = [
        threading.Thread(
            target=visit,
            args=(
                given.urls[number::CLIENTS] or [given.urls[number % len(given.urls)]],
                bodies[number::CLIENTS],
                given.cookie,
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
