"""The years: where each stands, and the steps from open to sealed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.models import User
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState
from xenia.ground.design.shell import PathStep
from xenia.ground.ledger.models import Year
from xenia.ground.ledger.operations.sealing import (
    NotYet,
    SamePerson,
    reasons_against_sealing,
    seal_year,
)
from xenia.ground.ledger.operations.year import (
    NotOver,
    lock_year,
    propose_sealing,
    withdraw_proposal,
)
from xenia.ground.ledger.queries.overview import totals
from xenia.ground.ledger.views.shown import day, page_of

Status = Year.Status


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a year: its question, what follows from it, and the button's words."""

    code: str
    permission: str
    of: Year.Status
    verb: Any
    title: Any
    means: tuple[Any, ...]
    done: Any
    act: Callable[..., Year]
    icon: str
    is_grave: bool = False

    @property
    def address(self) -> str:
        """The name of the page that asks once."""
        return f"ledger:{self.code}"


STEPS: Final = {
    step.code: step
    for step in (
        Step(
            "lock",
            "ledger.lock",
            Status.OPEN,
            gettext_lazy("Lock the year"),
            gettext_lazy("Lock the year %(year)s?"),
            (
                gettext_lazy("Nothing that happened in this year can be added any more."),
                gettext_lazy("Two records of one person can no longer be counted as one in it."),
                gettext_lazy("A locked year cannot be opened again."),
            ),
            gettext_lazy("The year is locked."),
            lock_year,
            "lock",
            is_grave=True,
        ),
        Step(
            "propose",
            "ledger.seal",
            Status.LOCKED,
            gettext_lazy("Propose to seal it"),
            gettext_lazy("Propose to seal the year %(year)s?"),
            (
                gettext_lazy("A second person looks at the year and seals it. You cannot do both."),
                gettext_lazy("Until then nothing changes, and you can take the proposal back."),
            ),
            gettext_lazy("A second person can seal the year now."),
            propose_sealing,
            "people",
        ),
        Step(
            "withdraw",
            "ledger.seal",
            Status.PROPOSED,
            gettext_lazy("Take the proposal back"),
            gettext_lazy("Take back the proposal to seal the year %(year)s?"),
            (gettext_lazy("The year stays locked. Anybody can propose to seal it again."),),
            gettext_lazy("The proposal is taken back. The year stays locked."),
            withdraw_proposal,
            "undo",
        ),
        Step(
            "seal",
            "ledger.seal",
            Status.PROPOSED,
            gettext_lazy("Seal the year for good"),
            gettext_lazy("Seal the year %(year)s for good?"),
            (
                gettext_lazy("Every figure of the year is stored. The numbers stay as they are."),
                gettext_lazy(
                    "The keys that count people once are destroyed. After that nobody can tell whose entry it was:"
                    " not we, not a court, not with an older copy of the entries and the keys of today."
                ),
                gettext_lazy(
                    "A question about people that was not stored cannot be answered any more."
                ),
                gettext_lazy("This cannot be undone by anybody."),
            ),
            gettext_lazy("The year is sealed."),
            seal_year,
            "shield",
            is_grave=True,
        ),
    )
}
PATH: Final = (Status.OPEN, Status.LOCKED, Status.PROPOSED, Status.SEALED)


@staff("ledger.read")
def years(request: StaffRequest) -> HttpResponse:
    """Every year with its state, the newest first."""
    page = page_of(request, Year.objects.all())
    lines = [{"year": one, "next": _next_words(one, request.user)} for one in page]
    return render(request, "ledger/years.html", {"page": page, "lines": lines})


@staff("ledger.read")
def year(request: StaffRequest, number: int) -> HttpResponse:
    """One year: its state, what can be done next, and what was counted."""
    found = get_object_or_404(Year, year=number)
    context = {
        "year": found,
        "path": _path(found),
        "steps": _steps_for(found, request.user),
        "waits_for_another": _waits_for_another(found, request.user),
        "ends_on": _end_words(found),
        "reasons": [] if found.status == Status.SEALED else reasons_against_sealing(number),
        "log": _log(found),
        "totals": totals(number),
    }
    return render(request, "ledger/year.html", context)


@staff("ledger.lock")
def lock(request: StaffRequest, number: int) -> HttpResponse:
    """Ask once, then lock the year."""
    return _step(request, number, STEPS["lock"])


@staff("ledger.seal")
def propose(request: StaffRequest, number: int) -> HttpResponse:
    """Ask once, then propose to seal the year."""
    return _step(request, number, STEPS["propose"])


@staff("ledger.seal")
def withdraw(request: StaffRequest, number: int) -> HttpResponse:
    """Ask once, then take the proposal back."""
    return _step(request, number, STEPS["withdraw"])


@staff("ledger.seal")
def seal(request: StaffRequest, number: int) -> HttpResponse:
    """Ask once, then seal the year."""
    return _step(request, number, STEPS["seal"])


def _step(request: StaffRequest, number: int, step: Step) -> HttpResponse:
    found = get_object_or_404(Year, year=number)
    if request.method != "POST":
        context = {"year": found, "step": step, "title": str(step.title) % {"year": number}}
        return render(request, "ledger/step.html", context)
    try:
        step.act(year=found, by=request.user, at=now())
        messages.success(request, str(step.done))
    except (NotOver, NotYet, SamePerson, WrongState) as refused:
        messages.warning(request, _why(refused))
    return redirect("ledger:year", number)


def _why(refused: Exception) -> str:
    if isinstance(refused, NotOver):
        return _("The year is not over. Lock it when all of it has been counted.")
    if isinstance(refused, NotYet):
        return " ".join(refused.reasons)
    if isinstance(refused, SamePerson):
        return _("You proposed it, so a second person seals it. Ask a colleague.")
    return _("Somebody was first. Look at the year as it is now. Nothing was changed.")


def _steps_for(year: Year, user: User) -> list[Step]:
    """What a person can do next with a year."""
    return [
        step
        for step in STEPS.values()
        if step.of == year.status and user.may(step.permission) and _is_time(step, year, user)
    ]


def _is_time(step: Step, year: Year, user: User) -> bool:
    if step.code == "lock":
        return _is_over(year, now())
    return step.code != "seal" or year.proposed_by != user.pk


def _is_over(year: Year, at: datetime) -> bool:
    return local_day(at) > date(year.year, 12, 31)


def _waits_for_another(year: Year, user: User) -> bool:
    return year.status == Status.PROPOSED and year.proposed_by == user.pk


def _end_words(year: Year) -> str:
    """Until when an open year runs; "" when it is over."""
    return "" if _is_over(year, now()) else str(date(year.year, 12, 31))


def _next_words(year: Year, user: User) -> str:
    if year.status == Status.SEALED:
        return _("Nothing: it is sealed for good.")
    if year.status == Status.OPEN and not _is_over(year, now()):
        return _("Nothing: it is not over yet.")
    steps = _steps_for(year, user)
    if _waits_for_another(year, user):
        return _("A second person seals it.")
    return str(steps[-1].verb) if steps else ""


def _path(year: Year) -> list[PathStep]:
    here = PATH.index(Status(year.status))
    return [
        PathStep(
            str(status.label), "done" if number < here else "here" if number == here else "ahead"
        )
        for number, status in enumerate(PATH)
    ]


def _log(year: Year) -> list[dict[str, str]]:
    """Who took which step, the latest first."""
    taken = (
        (_("Sealed"), year.sealed_by, year.sealed_at),
        (_("Proposed to be sealed"), year.proposed_by, year.proposed_at),
        (_("Locked"), year.locked_by, year.locked_at),
    )
    names = names_of_people(who for _what, who, _at in taken)
    return [
        {"what": what, "who": names.get(who, "") if who else "", "when": day(at)}
        for what, who, at in taken
        if at
    ]
