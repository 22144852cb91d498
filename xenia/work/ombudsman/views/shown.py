"""What the desk's pages about complaints have in common."""

from typing import Any, Final
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import is_known, name_in
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.queries.queue import counts

HANDLE: Final = "ombudsman.handle"
ASSIGN: Final = "ombudsman.assign"
TAKE_IN: Final = "ombudsman.take_in"
SETTINGS: Final = "ombudsman.settings"
CROSSED: Final = 409
UNTRUE: Final = 422
ON_A_PAGE: Final = 25


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def found(pk: UUID) -> Complaint:
    """A complaint by its address. Raises Http404."""
    rows = Complaint.objects.select_related("department", "service", "place", "area")
    complaint: Complaint = get_object_or_404(rows, pk=pk)
    return complaint


def rooms(request: StaffRequest) -> dict[str, Any]:
    """What the line of links on top needs."""
    return {"counts": counts(local_day(now())), "may_settle": request.user.may(SETTINGS)}


def version_in(request: StaffRequest) -> int:
    """The version the page was opened with; one that no record has when it says none."""
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else -1


def tongue_name(complaint: Complaint) -> str:
    """The language she wrote in, in the reader's words; "" where it was erased."""
    code = str(complaint.language)
    return name_in(code, reader()) if is_known(code) else ""
