"""How numbers, cells and moments are written on these pages."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.common.dates import local_time
from xenia.ground.common.local_words import written_day
from xenia.ground.ledger.publications import SUPPRESSED
from xenia.ground.ledger.queries.sealed import IS_NAMED

ON_A_PAGE = 50


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def day(at: datetime) -> str:
    """A day in the city, as the reader's language writes it."""
    return written_day(local_time(at).date(), reader())


def page_of(request: HttpRequest, found: Any) -> Page[Any]:
    """The page of a list the address asks for, or the nearest there is."""
    return Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))


def plain_number(value: Decimal | int) -> Decimal | int:
    """A number without zeros behind its point."""
    return int(value) if value == int(value) else Decimal(value).normalize()


def cell_words(cell: Mapping[str, str]) -> list[str]:
    """What a number is about, part by part: "language: ht". The dimensions keep their code names."""
    return [_part(name, value) for name, value in sorted(cell.items())]


def _part(name: str, value: str) -> str:
    if name == IS_NAMED:
        return _("people with a name") if value == "true" else _("contacts without a name")
    return f"{name}: {value or '—'}"


def value_words(value: Any) -> str:
    """A published number, or that it was not shown."""
    return _("not shown") if value == SUPPRESSED else str(value)
