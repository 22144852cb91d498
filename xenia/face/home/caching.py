"""Public pages are the same for everybody who reads the same language: browsers may keep them for a while."""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

View = Callable[..., HttpResponse]
FRESH_SECONDS = 60


def same_for_everybody(view: View) -> View:
    """Give a page an ETag, so that coming back to it costs nothing; no cookie is read or set."""

    @wraps(view)
    def tagged(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or request.method not in ("GET", "HEAD"):
            return response
        tag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
        response["ETag"] = tag
        patch_cache_control(response, private=True, max_age=FRESH_SECONDS)
        if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
            unchanged = HttpResponse(status=304)
            unchanged["ETag"] = tag
            return unchanged
        return response

    return tagged
