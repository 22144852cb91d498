"""What the pages of the call, of barriers and of earlier totals have in common."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.common.transitions import WrongState
from xenia.insight.reports.models import DataRequest
from xenia.insight.reports.operations.call import CallClosed, HasNumbers, NothingToGoBackTo

READ: Final = "reports.read"
PREPARE: Final = "reports.prepare"
ANSWER: Final = "reports.answer"
CROSSED: Final = 409
UNTRUE: Final = 422


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def asked_of(pk: UUID, **_more: object) -> UUID | None:
    """Whose counts they are."""
    rows = DataRequest.objects.filter(pk=pk)
    return rows.values_list("organization_id", flat=True).first()


def version_in(request: StaffRequest) -> int:
    """The version the page was opened with; -1, which nothing has, when it says none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() else -1


def too_late() -> str:
    """What is told to whoever comes second."""
    return _("Somebody was here before you. Look at how it stands now.")


def crossed_words() -> str:
    """To whoever wrote at the same time as another."""
    return _(
        "Somebody else changed this while you wrote. Your words are below, not kept yet. Compare, and send again."
    )


def sent_words() -> str:
    """To whoever sends what another sent a moment before."""
    return _(
        "Somebody sent these counts while you wrote. Yours are not kept; they stand below, so that you can compare. To"
        " change what was sent, open it and correct it."
    )


def closed_words() -> str:
    """To whoever answers when the call is over."""
    return _("The call is closed. Ask the office to open it again. Nothing was changed.")


def done(request: StaffRequest, act: Callable[[], Any], well: str) -> bool:
    """Do one act and say how it went."""
    try:
        act()
    except CallClosed:
        messages.error(request, closed_words())
    except HasNumbers:
        messages.error(request, _("They have sent or begun numbers already, so they stay."))
    except NothingToGoBackTo:
        messages.info(request, _("There is no spreadsheet to take back."))
    except WrongState:
        messages.info(request, too_late())
    else:
        messages.success(request, well)
        return True
    return False
