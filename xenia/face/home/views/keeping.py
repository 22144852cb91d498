"""The small program with which a phone keeps a list; it is asked for only after somebody pressed the button."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from xenia.ground.accounts.access import public

PROGRAM = Path(__file__).resolve().parents[1] / "static" / "home" / "sw.js"


@public
@cache_control(no_cache=True)
def keep_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, because a phone lets it answer only for addresses beneath its own."""
    return HttpResponse(_program(), content_type="text/javascript; charset=utf-8")


@cache
def _program() -> str:
    return PROGRAM.read_text(encoding="utf-8")
