"""What the pages of programs have in common: whose a record is, and how an act is answered."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.common.dates import now
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.vault.operations.reading import note_look
from xenia.registers.clients.models import Client
from xenia.work.programs.models import Enrolment, Offering, Program, Session

READ, RUN, ENROL = "programs.read", "programs.run", "programs.enrol"
SERVICE = "service"
LONGEST_NUMBER = 10


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def runs_program(pk: UUID) -> UUID | None:
    """Who runs a program."""
    rows = Program.objects.filter(pk=pk)
    found: UUID | None = rows.values_list("organization_id", flat=True).first()
    return found


def runs_offering(pk: UUID) -> UUID | None:
    """Who runs an offering."""
    rows = Offering.objects.filter(pk=pk)
    found: UUID | None = rows.values_list("program__organization_id", flat=True).first()
    return found


def runs_session(pk: UUID) -> UUID | None:
    """Who runs a session."""
    rows = Session.objects.filter(pk=pk)
    found: UUID | None = rows.values_list("offering__program__organization_id", flat=True).first()
    return found


def found_program(pk: UUID) -> Program:
    """A program by its address. Raises Http404."""
    rows = Program.objects.select_related("organization", "service")
    program: Program = get_object_or_404(rows, pk=pk)
    return program


def found_offering(pk: UUID) -> Offering:
    """An offering by its address. Raises Http404."""
    rows = Offering.objects.select_related("program__organization", "location")
    offering: Offering = get_object_or_404(rows, pk=pk)
    return offering


def found_session(pk: UUID) -> Session:
    """A session by its address. Raises Http404."""
    rows = Session.objects.select_related("offering__program__organization", "offering__location")
    session: Session = get_object_or_404(rows, pk=pk)
    return session


def found_enrolment(pk: UUID) -> Enrolment:
    """Somebody in an offering by its address. Raises Http404."""
    rows = Enrolment.objects.select_related("offering__program__organization", "client")
    enrolment: Enrolment = get_object_or_404(rows, pk=pk)
    return enrolment


def client_in(request: StaffRequest) -> Client | None:
    """The person an address names with `for`; None for who may not bring people in."""
    if not request.user.may(ENROL):
        return None
    try:
        pk = UUID(request.GET.get("for", ""))
    except ValueError:
        return None
    found: Client | None = Client.objects.standing().filter(pk=pk).first()
    return found


def names_for(request: StaffRequest, people: Iterable[Enrolment]) -> dict[UUID, str]:
    """The names of people by their client's id, for who asks to see them and may; each look is noted."""
    if request.GET.get("names") != "yes" or not request.user.may(ENROL):
        return {}
    clients = {one.client_id: one.client for one in people}
    for client in clients.values():
        note_look(client, by=request.user, purpose=SERVICE, at=now())
    return {pk: str(client.called) for pk, client in clients.items()}


def version_in(request: StaffRequest) -> int:
    """The version of the record the page showed; -1, which no record has, where the page said none."""
    typed = request.POST.get("state_version", "")
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < LONGEST_NUMBER
    return int(typed) if is_number else -1


def too_late() -> str:
    """What is told to whoever comes second."""
    return _("Somebody was here before you. Look at how it stands now, then try again.")


def year_is_closed() -> str:
    """Why a count cannot be changed any more."""
    return _("The counts of that year are closed. Ask who keeps the ledger for a correction.")


def answered(
    request: StaffRequest,
    act: Callable[[], Any],
    *,
    well: str,
    then: Callable[[], HttpResponse],
    again: Callable[[str], HttpResponse],
) -> HttpResponse:
    """Do one act. `then`: where to go when it went well; `again`: the page with what was in the way."""
    try:
        act()
    except WrongState:
        return again(too_late())
    except YearIsClosed:
        return again(year_is_closed())
    messages.success(request, well)
    return then()
