"""What the staff pages have in common."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.design.shell import PathStep
from xenia.work.records.models import RecordsRequest
from xenia.work.records.models.request import Status

ON_A_PAGE = 25


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def found(pk: UUID) -> RecordsRequest:
    """A request by its address. Raises Http404."""
    request: RecordsRequest = get_object_or_404(RecordsRequest.objects.all(), pk=pk)
    return request


def page_of(request: StaffRequest, rows: "QuerySet[Any] | Sequence[Any]") -> dict[str, Any]:
    """The page of a list the address asks for, where the others are, and which rooms beside it are open."""
    kept = {name: value for name, value in request.GET.items() if name != "page"}
    return {
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "page_url": f"?{urlencode(kept)}&page=" if kept else "?page=",
        "may_read": request.user.may("records.read"),
        "may_retain": request.user.may("vault.retention"),
        "may_hold": request.user.may("vault.hold"),
    }


def names(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """Colleagues by their id; who is gone is left out."""
    return names_of_people(one for one in people if one)


def steps_of(request: RecordsRequest) -> list[PathStep]:
    """The way of a request, and where it stands."""
    if request.status == Status.WITHDRAWN:
        return [
            PathStep(str(Status.RECEIVED.label), "done"),
            PathStep(str(Status.WITHDRAWN.label), "here"),
        ]
    order: list[str] = [one for one in Status if one != Status.WITHDRAWN]
    here = order.index(request.status)
    return [
        PathStep(
            str(Status(one).label), "done" if place < here else "here" if place == here else "ahead"
        )
        for place, one in enumerate(order)
    ]


def too_late() -> str:
    """What is told to whoever comes second."""
    return _("Somebody was here before you. Look at how the request stands now.")
