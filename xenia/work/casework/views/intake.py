"""Writing down what somebody says: one screen, which waits as a draft for whoever is called away."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.ids import new_id
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.operations.reading import note_look
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import ClientGone, NotAYear, note_found, receipt_of
from xenia.registers.clients.queries.likeness import likely_same
from xenia.work.casework import operations
from xenia.work.casework.forms.choices import AT_THE_DESK
from xenia.work.casework.forms.intake import IntakeForm, as_draft
from xenia.work.casework.models import Intake
from xenia.work.casework.models.guards import agreed_to_a_record
from xenia.work.casework.models.intake import Channel, Status, Withdrawn
from xenia.work.casework.operations import TakenIn
from xenia.work.casework.views.shown import (
    CROSSED,
    UNTRUE,
    done,
    found,
    found_person,
    reader,
    show_taken_in,
    too_late,
    version_in,
)
from xenia.work.language_access.queries.requests import organizations_of, usual_organization

TAKE_IN = "casework.take_in"


@never_cache
@staff(TAKE_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def new_intake(request: StaffRequest) -> HttpResponse:
    """A new intake; with somebody the office knows, she is not asked again who she is."""
    if request.method == "POST":
        token = request.POST.get("token", "")
        intake = _written(token)
        if intake and intake.status != Status.STARTED:
            return _twice(request, token)
        return _answer(request, intake)
    client = found_person(request.GET.get("client"))
    if client:
        note_look(client, by=request.user, purpose="service", at=now())
    return _page(request, _form(request, client, initial={"token": new_id().hex}), client, None)


@never_cache
@staff(TAKE_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A draft goes on where it was left."""
    intake = found(pk)
    if intake.status != Status.STARTED:
        if request.method == "POST":
            return _handed_in_before(request, intake)
        return redirect("casework:intake", pk=pk)
    if request.method == "POST":
        return _answer(request, intake)
    note_look(intake, by=request.user, purpose="service", at=now())
    said = dict(intake.draft)
    client = intake.client or found_person(said.get("client"))
    return _page(request, _form(request, client, initial=said), client, intake)


@staff(TAKE_IN)
@require_POST
def throw_away(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A draft that leads nowhere ends, and is counted as one nobody finished."""
    intake = found(pk)
    if intake.status != Status.STARTED:
        messages.info(request, _("This is no draft any more. Look at how it stands now."))
        return redirect("casework:intake", pk=pk)
    end = partial(operations.withdraw, intake=intake, why=Withdrawn.ABANDONED)
    act = partial(end, version=version_in(request), by=request.user, at=now())
    return done(request, act, _("The draft is thrown away."), "casework:cases")


def _answer(request: StaffRequest, intake: Intake | None) -> HttpResponse:
    """Kept, handed in, or found to be of somebody we know: nothing typed is lost."""
    joins = found_person(request.POST.get("join"))
    known = intake.client if intake else None
    if joins and known is None:
        note_look(joins, by=request.user, purpose="service", at=now())
        typed = as_draft(request.POST)
        return _page(request, _form(request, joins, initial=typed), joins, intake)
    return _take_in(request, known or found_person(request.POST.get("client")), intake)


def _form(
    request: StaffRequest, client: Client | None, *, initial: dict[str, Any] | None = None
) -> IntakeForm:
    typed = request.POST if request.method == "POST" and initial is None else None
    usual: dict[str, Any] = {"channel": Channel.WALK_IN}
    if organization := usual_organization(request.user):
        usual["organization"] = organization
    if client is not None:
        usual["language"] = str(client.spoken_language)
    return IntakeForm(
        typed,
        reader=reader(),
        organizations=organizations_of(request.user),
        client=client,
        initial=usual | {name: value for name, value in (initial or {}).items() if value},
    )


def _take_in(request: StaffRequest, client: Client | None, intake: Intake | None) -> HttpResponse:
    act = request.POST.get("act", "keep")
    if act == "keep":
        return _keep(request, client, intake)
    form = _form(request, client)
    same = _not_seen(request, form) if form.is_valid() else []
    if form.errors or same:
        return _page(request, form, client, intake, same=same, status=UNTRUE)
    try:
        taken_in = operations.submit_intake(
            told=form.told(),
            intake=intake,
            version=version_in(request),
            takes=act == "take",
            interpreter_for=form.interpreter_for(),
            by=request.user,
            at=now(),
        )
    except operations.AlreadyWritten:
        return _twice(request, form.told().token)
    except (WrongState, ClientGone):
        return _overtaken(request, client, intake)
    except NotAYear:
        form.add_error("birth_year", _("This year lies in the future. Look at it again."))
        return _page(request, form, client, intake, status=UNTRUE)
    return _taken_in(request, taken_in)


def _not_seen(request: StaffRequest, form: IntakeForm) -> list[Client]:
    """People who may be the same, unless she is said to be somebody else. Each sees that somebody looked."""
    if form.client is not None or request.POST.get("is_new_person") == "yes":
        return []
    same = likely_same(form.told().said, **form.ways_said())
    note_found(same, by=request.user, at=now())
    return same


def _written(token: str) -> Intake | None:
    """The intake this very form has made, if it was sent before."""
    number = operations.number_of(token) if token else None
    found_now: Intake | None = Intake.objects.filter(pk=number).first() if number else None
    return found_now


def _twice(request: StaffRequest, token: str) -> HttpResponse:
    """The button was pressed twice: one intake, the same receipt, and one interpreter who was asked."""
    return _once_more(request, found(operations.number_of(token)), receipt_of(token))


def _handed_in_before(request: StaffRequest, intake: Intake) -> HttpResponse:
    """The draft is none any more: pressed twice, the same receipt; handed in by somebody else, what was typed stays."""
    receipt = receipt_of(request.POST.get("token", ""))
    if receipt:
        return _once_more(request, intake, receipt)
    return _crossed(request, intake.client, intake)


def _overtaken(request: StaffRequest, client: Client | None, intake: Intake | None) -> HttpResponse:
    """Somebody was faster, or she herself was: pressed twice in one instant."""
    current = found(intake.pk) if intake else None
    if current is not None and current.status != Status.STARTED:
        return _handed_in_before(request, current)
    return _crossed(request, client, intake)


def _once_more(request: StaffRequest, intake: Intake, receipt: str) -> HttpResponse:
    return _taken_in(request, TakenIn(intake, receipt, operations.asked_before(intake)))


def _taken_in(request: StaffRequest, taken_in: TakenIn) -> HttpResponse:
    """It is written down. A receipt's code is shown this once."""
    if taken_in.receipt or taken_in.interpreter:
        return show_taken_in(request, taken_in)
    if taken_in.intake.status == Status.SCREENED:
        messages.success(request, _("Looked at. Decide what we can do."))
    else:
        messages.success(request, _("Written down. It waits for a first look."))
    return redirect("casework:intake", pk=taken_in.intake.pk)


def _keep(request: StaffRequest, client: Client | None, intake: Intake | None) -> HttpResponse:
    said, at = as_draft(request.POST), now()
    said |= {"client": str(client.pk)} if client else {}
    channel = said.get("channel") or Channel.WALK_IN
    if intake is None:
        intake = operations.start_intake(
            channel=channel if channel in Channel.values else Channel.WALK_IN,
            draft=said,
            client=client,
            token=said.get("token", ""),
            by=request.user,
            at=at,
        )
    else:
        version = version_in(request) or 0
        try:
            operations.save_draft(
                intake=intake, draft=said, version=version, by=request.user, at=at
            )
        except WrongState:
            return _crossed(request, client, found(intake.pk))
    messages.success(request, _("The draft is kept. You find it under “My drafts”."))
    return redirect("casework:draft", pk=intake.pk)


def _crossed(request: StaffRequest, client: Client | None, intake: Intake | None) -> HttpResponse:
    """Two wrote on one draft, or it was handed in: what was typed stands there still."""
    current = found(intake.pk) if intake else None
    return _page(request, _form(request, client), client, current, crossed=True, status=CROSSED)


def _page(
    request: StaffRequest,
    form: IntakeForm,
    client: Client | None,
    intake: Intake | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    is_over = intake is not None and intake.status != Status.STARTED
    context = {
        "form": form,
        "client": client,
        "intake": intake,
        "is_over": is_over,
        "has_agreed": client is not None and agreed_to_a_record(client, local_day(now())),
        "too_late": too_late(),
        "channels": AT_THE_DESK,
        "may_decide": request.user.may("casework.decide"),
    }
    return render(request, "casework/intake_form.html", context | more, status=status)
