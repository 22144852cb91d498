"""What the pages of colleagues have in common."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.transitions import WrongState
from xenia.work.enquiries.models import Enquiry, Word
from xenia.work.enquiries.operations import DraftChanged, NothingToSay, NotYours


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def found(pk: UUID) -> Enquiry:
    """A question by its address. Raises Http404."""
    rows = Enquiry.objects.select_related("forwarded_to")
    enquiry: Enquiry = get_object_or_404(rows, pk=pk)
    return enquiry


def number_in(typed: str) -> UUID:
    """The number of a record in a form. Raises Http404 for anything else."""
    try:
        return UUID(typed)
    except ValueError:
        raise Http404 from None


def names_in(enquiry: Enquiry, thread: list[Word]) -> dict[UUID, str]:
    """The colleagues of a thread by their id; who is gone is left out."""
    people = [enquiry.taken_by_id, *(one.by_id for one in thread)]
    return names_of_people(one for one in people if one)


def too_late() -> str:
    """What is told to whoever comes second."""
    return _("Somebody was here before you. Look at how the question stands now.")


def done(
    request: StaffRequest, pk: UUID, act: Callable[[], Any], well: str, *, to: str = ""
) -> HttpResponse:
    """Do one act, say how it went, and go back to the question."""
    try:
        act()
    except WrongState:
        messages.info(request, too_late())
    except NotYours:
        messages.info(request, _("Another colleague works on this question."))
    except DraftChanged:
        messages.info(request, _("A colleague wrote on this draft meanwhile. Read it once more."))
    except NothingToSay:
        messages.error(request, _("Write the answer in the language of who asked."))
    else:
        messages.success(request, well)
    return redirect(to) if to else redirect("enquiries:enquiry", pk=pk)
