"""What the directory's lists have in common: pages of 50, and addresses that keep the filters."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from xenia.ground.accounts.access import StaffRequest
from xenia.registers.directory.forms.filters import Filter

ON_A_PAGE = 50
Item = TypeVar("Item")


def reader_of(request: HttpRequest) -> str:
    """The language the page is read in."""
    return get_language() or "en"


def page_of(request: HttpRequest, found: "QuerySet[Any] | Sequence[Item]") -> Page[Any]:
    """The page of a list the address asks for, or the nearest there is."""
    return Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))


def address_with(request: HttpRequest, **changes: str) -> str:
    """This page's query with some parts changed; a part that becomes empty is left out, and so is the page's number."""
    kept: Mapping[str, str] = {**request.GET.dict(), "page": "", **changes}
    return "?" + urlencode({name: value for name, value in kept.items() if value})


def id_sent(request: HttpRequest, name: str) -> UUID:
    """The id a button sent. Raises Http404 for what is none."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404(name) from None


def list_context(request: StaffRequest, filters: Filter, page: Page[Any]) -> dict[str, Any]:
    """What every list shows around its rows."""
    query = address_with(request)
    return {
        "filters": filters,
        "page": page,
        "page_url": query + ("&page=" if query != "?" else "page="),
        "query": query,
        "chips": [
            {"words": words, "url": address_with(request, **{name: filters.without(name)})}
            for name, words, _value in filters.applied()
        ],
    }
