"""What this room's lists have in common."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from xenia.ground.common.languages import Language
from xenia.ground.translations.queries.languages import other_languages

ON_A_PAGE = 50


def reader_of(request: HttpRequest) -> str:
    """The language the page is read in."""
    return get_language() or "en"


def page_of(request: HttpRequest, found: "QuerySet[Any] | Sequence[Any]") -> Page[Any]:
    """The page of a list the address asks for, or the nearest there is."""
    return Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))


def page_address(request: HttpRequest) -> str:
    """This list's address up to the number of a page; the filters stay."""
    kept = {name: value for name, value in request.GET.dict().items() if name != "page" and value}
    return "?" + urlencode(kept | {"page": ""})


def tongue_of(code: str) -> Language:
    """One of the office's other languages. Raises Http404."""
    found = next((one for one in other_languages() if one.code == code), None)
    if found is None:
        raise Http404(code)
    return found


def as_file(content: str, name: str, content_type: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
