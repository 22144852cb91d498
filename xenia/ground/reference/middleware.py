"""Every address begins with its language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from xenia.ground.reference.office import office_facts

# Addresses that belong to no language: files, health, robots.
WITHOUT_LANGUAGE = ("/static/", "/health/", "/office.css", "/office-logo", "/robots.txt", "/hsds")


def language_of(path: str) -> str | None:
    """The language tag an address begins with, if the office speaks it."""
    first = path.lstrip("/").split("/", 1)[0].lower()
    return first if first in office_facts().codes else None


def language_from_path(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Speak the language of the address. People choose it; nothing is guessed from the browser."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(WITHOUT_LANGUAGE):
            return get_response(request)
        code = language_of(request.path) or office_facts().codes[0]
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
            response.headers.setdefault("Content-Language", code)
            return response

    return middleware
