"""Is the office open? A page for machines that watch: it writes, reads back, and looks at both databases."""

import secrets
import time

from django.core.cache import cache
from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from xenia.ground.accounts.access import public
from xenia.ground.common.dates import now
from xenia.ground.vault.overviews import rounds_go_well

HEARTBEAT = "worker-heartbeat"
# A worker that has been silent for longer is counted as stopped.
SILENT_SECONDS = 120


@public
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 when everything answers, 503 with the failing part's name otherwise."""
    began = time.perf_counter()
    parts = {
        "default": _answers(_write_and_read),
        "keys": _answers(_read_keys),
        "worker": _answers(_worker_lives),
        "retention": _answers(lambda: rounds_go_well(now())),
    }
    body = {
        "ok": parts["default"] and parts["keys"],
        "parts": parts,
        "ms": round((time.perf_counter() - began) * 1000, 1),
    }
    return JsonResponse(body, status=200 if body["ok"] else 503)


def _answers(part: object) -> bool:
    try:
        return bool(part())  # type: ignore[operator]
    except Exception:  # noqa: BLE001 - whatever breaks, the answer is "no"
        return False


def _write_and_read() -> bool:
    token = secrets.token_hex(8)
    cache.set("health", token, timeout=60)
    return bool(cache.get("health") == token)


def _read_keys() -> bool:
    with connections["keys"].cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _worker_lives() -> bool:
    beat = cache.get(HEARTBEAT)
    return beat is not None and time.time() - float(beat) < SILENT_SECONDS
