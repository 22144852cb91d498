"""What the desk's pages have in common."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.common.transitions import WrongState
from xenia.registers.directory.models import Service
from xenia.work.departments.queries.statements import city_services

STATE: Final = "departments.state"
CONFIRM: Final = "departments.confirm"
OVERVIEW: Final = "departments.overview"
CROSSED: Final = 409
UNTRUE: Final = 422
ON_A_PAGE: Final = 25


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def department_of(pk: UUID, **_more: object) -> UUID | None:
    """Whose service it is."""
    return Service.objects.filter(pk=pk).values_list("organization_id", flat=True).first()


def found_service(pk: UUID) -> Service:
    """A service of the city, or no page."""
    rows = city_services().select_related("organization", "access_statement")
    return get_object_or_404(rows, pk=pk)


def version_in(request: StaffRequest) -> int | None:
    """The version the page was opened with; None when it says none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() else None


def too_late() -> str:
    """What is told to whoever comes second."""
    return _("Somebody was here before you. Look at how it stands now.")


def crossed_words() -> str:
    """To whoever wrote at the same time as another."""
    return _(
        "Somebody else changed this while you wrote. Your words are below, not kept yet. Compare, and send again."
    )


def done(request: StaffRequest, act: Callable[[], Any], well: str) -> bool:
    """Do one act and say how it went."""
    try:
        act()
    except WrongState:
        messages.info(request, too_late())
        return False
    messages.success(request, well)
    return True
