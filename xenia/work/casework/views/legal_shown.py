"""One legal matter on its page, and the sentences for what was refused."""

from typing import Any, Final
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.transitions import WrongState, may_become
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.reference.legal_codes import problem_codes
from xenia.ground.reference.vocabularies import label_of
from xenia.ground.vault.operations.reading import note_look
from xenia.registers.clients.operations import ClientGone, NotInTime
from xenia.work.casework import operations
from xenia.work.casework.forms.legal import (
    VENUE_WORDS,
    AgreeForm,
    AssignForm,
    CaseForm,
    CloseLegalForm,
    DeadlineForm,
    GiveForm,
    LaterForm,
    LegalNoteForm,
    TimeForm,
)
from xenia.work.casework.forms.working import OutcomeForm
from xenia.work.casework.models import LegalNote, Matter
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.models.legal_guards import consent_stands
from xenia.work.casework.models.matter import OFFICE, Status
from xenia.work.casework.operations import (
    AlreadyOpen,
    DayIsOver,
    HasOne,
    NotAChoice,
    NotSoFar,
    NotThatDay,
    SameHolder,
    TickedAlready,
    WrittenAlready,
)
from xenia.work.casework.queries import legal
from xenia.work.casework.queries.holding import holds, names_of_holders
from xenia.work.casework.views.shown import found_matter, reader, why_not
from xenia.work.referrals.queries.partners import organizations_with_agreement

LEGAL: Final = "casework.legal"
# The usual pieces of work: one press each.
USUAL_MINUTES: Final = (15, 30, 60)
REFUSED = (
    DayIsOver, WrongState, NotReady, AlreadyOpen, HasOne, NotAChoice, NotSoFar, NotThatDay, SameHolder, TickedAlready,
    WrittenAlready, YearIsClosed, NotInTime, ClientGone,
)  # fmt: skip


def refused(error: Exception) -> str:
    """A sentence for what was refused, and what to do."""
    if isinstance(error, NotReady):
        return _missing(error)
    sentences: dict[type[Exception], str] = {
        AlreadyOpen: _("They have an open matter about the same with her. It goes on there."),
        HasOne: _("It is a legal matter already."),
        NotSoFar: _("Choose a day between the one it was opened on and today."),
        NotThatDay: _("Choose a day between the one it was opened on and today."),
        SameHolder: _("It is with them already."),
        TickedAlready: _("A colleague ticked it before you."),
        WrittenAlready: _("The same deadline stands there already."),
        YearIsClosed: _("The year of that day is closed: nothing is counted in it any more."),
        DayIsOver: _("That day is over. Choose another, or tick that it is done."),
        NotInTime: _("Choose a day that is not over."),
    }
    return sentences.get(type(error)) or why_not(error)


def _missing(error: NotReady) -> str:
    return {
        "legal_consent": _("She has not agreed to it, or her consent ended. Ask her, and write down until when she agrees."),
        "conflict_check": _("Look first whether your house stands on the other side. Then say below what you found."),
        "conflict": _("Your house stands on the other side: nobody works on it here. Hand it over, or close it."),
        "assigned": _("Say first who speaks for her."),
        "no_credential": _("No credential of this person is written down. An attorney or an accredited representative must have the matter."),
        "wrong_organization": _("This person’s credential is of another organization, and is not taken along. Choose a colleague of yours."),
        "expired": _("This person’s credential has ended. Write the new one down, or choose a colleague."),
        "wrong_venue": _("This person may not speak there: a partial accreditation is for Homeland Security alone, and only an attorney speaks before another court. Choose a colleague."),
        "not_recognized": _("No recognition of your organization is written down for today, so an accredited representative may not speak. Write it down, or choose an attorney."),
        "closing_code": _("Choose a closing code, or that you use none."),
        "agreement": _("The office has no agreement with them, so nothing is told to them."),
        "no_provider": _("Nobody there may speak for people. Choose another house."),
        "nobody_may": _("Your manager writes down first who may speak for people."),
        "handed_over": _("You handed it over: it goes on there."),
        "nobody_there": _("Nobody there has an account to open it."),
    }.get(error.what) or why_not(error)  # fmt: skip


def held(request: StaffRequest, pk: UUID) -> Matter:
    """A legal matter of one's own house. Raises Http404, PermissionDenied for every other house's."""
    matter = found_matter(pk)
    if not matter.is_legal or not holds(request.user, matter.holder):
        raise PermissionDenied
    return matter


def page(request: StaffRequest, current: Matter, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a matter for whoever holds it; each thing that is opened is noted. `more`: a form with what was typed."""
    at, side = now(), current.legal
    note_look(current, by=request.user, purpose="service", at=at)
    if current.has_conflict:
        return _page_of_conflict(request, current, status, more)
    case = operations.read_case(side, by=request.user, at=at)
    notes = notes_held(request, current)
    people = {current.taken_by_id, *(one.by_id for one, _text in notes)}
    closed, check = current.status == Status.CLOSED, legal.last_check(current)
    context: dict[str, Any] = {
        "matter": current,
        "side": side,
        "case": _case_in_words(case),
        "called": legal.name_of(current),
        "issue": label_of("needs", current.issue, reader()),
        "told": legal.told(current, reader()),
        "is_ours": current.holder == OFFICE,
        "notes": notes,
        "names": names_of_people([one for one in people if one]),
        "deadlines": [(one, one.is_late(local_day(at))) for one in current.deadlines.all()],
        "activities": current.activities.all()[:5],
        "minutes": sum(current.activities.values_list("minutes", flat=True)),
        "usual": USUAL_MINUTES,
        "later": list(current.later_decisions.all()),
        "check": check,
        "checked_on": local_day(check.at) if check else None,
        "consent_stands": consent_stands(current, side, local_day(at)),
        "may": {to.value: may_become(current, to) for to in Status},
        "is_closed": closed,
        "token": uuid4().hex,
        **_forms(current, case, notes),
    }
    return render(request, "casework/legal/matter.html", context | more, status=status)


def _page_of_conflict(
    request: StaffRequest, current: Matter, status: int, more: dict[str, Any]
) -> HttpResponse:
    """What is left where her house stands on the other side: hand it over, or close it. The case is not opened."""
    context: dict[str, Any] = {
        "matter": current,
        "called": legal.name_of(current),
        "told": legal.told(current, reader()),
        "is_ours": current.holder == OFFICE,
        "is_closed": current.status == Status.CLOSED,
        "may_clear": legal.may_clear(request.user, current),
        "close_form": CloseLegalForm(reader=reader(), auto_id="close_%s"),
        "give_form": give_form(current, notes_held(request, current)),
    }
    return render(request, "casework/legal/conflict.html", context | more, status=status)


def notes_held(request: StaffRequest, current: Matter) -> list[tuple[LegalNote, str]]:
    """The notes, opened; only their days where her house stands on the other side."""
    if current.has_conflict:
        held = current.legal_notes.filter(compartment=current.holder, left_on=None)
        return [(one, "") for one in held]
    return operations.read_legal_notes(matter=current, by=request.user, at=now())


def _case_in_words(case: dict[str, Any]) -> dict[str, Any]:
    codes = {one.code: f"{one.code} {one.label}" for one in problem_codes()}
    return {
        "type": label_of("legal_case_types", str(case["case_type"]), reader()),
        "venue": dict(VENUE_WORDS).get(str(case["venue"]), ""),
        "problem": codes.get(str(case["problem_code"]), ""),
        "benefits": [label_of("legal_benefits", one, reader()) for one in case["benefits"] or ()],
    }


def _forms(
    current: Matter, case: dict[str, Any], notes: list[tuple[LegalNote, str]]
) -> dict[str, Any]:
    said = {name: str(case[name]) for name in ("case_type", "venue", "problem_code")}
    today = local_day(now())
    return {
        "case_form": CaseForm(reader=reader(), initial=said, auto_id="case_%s"),
        "note_form": LegalNoteForm(auto_id="note_%s"),
        "time_form": TimeForm(auto_id="time_%s"),
        "deadline_form": DeadlineForm(auto_id="deadline_%s"),
        "assign_form": AssignForm(
            people=legal.with_a_credential(current.holder, today),
            initial={"person": current.taken_by_id},
            auto_id="assign_%s",
        ),
        "decide_form": OutcomeForm(auto_id="decide_%s"),
        "close_form": CloseLegalForm(
            reader=reader(), initial={"outcome": current.outcome}, auto_id="close_%s"
        ),
        "agree_form": AgreeForm(auto_id="agree_%s"),
        "later_form": LaterForm(auto_id="later_%s"),
        "give_form": give_form(current, notes),
    }


def give_form(current: Matter, notes: list[tuple[LegalNote, str]], data: Any = None) -> GiveForm:
    """To whom it may go. A note is named by its first words: she says of each whether it goes along."""
    today = local_day(now())
    providers = legal.legal_providers(today)
    return GiveForm(
        data,
        notes=[
            (str(one.pk), f"{one.on}: {text[:80]}" if text else str(one.on)) for one, text in notes
        ],
        organizations=[
            one for one in organizations_with_agreement(today) if str(one.pk) in providers
        ],
        holder=current.holder,
        auto_id="give_%s",
    )


def holder_name(holder: str) -> str:
    """What a house is called."""
    return names_of_holders([holder], reader()).get(holder, "")
