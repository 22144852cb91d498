"""One intake: what she needs, what was said, and what can be done now."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import clock
from xenia.ground.common.transitions import may_become
from xenia.ground.keys.at_hand import keys_at_hand
from xenia.ground.notifications.addresses import readable_phone
from xenia.ground.reference.vocabularies import label_of
from xenia.ground.vault.operations.reading import note_look
from xenia.work.casework.forms.choices import AT_THE_DESK
from xenia.work.casework.forms.screening import OverrideForm
from xenia.work.casework.forms.working import (
    AnswerForm,
    DeclineForm,
    HandOverForm,
    MatterForm,
    MeetingForm,
    MoreForm,
    UnmetForm,
    WithdrawForm,
)
from xenia.work.casework.joined import WAYS_ON
from xenia.work.casework.models import Intake, Need, Screening
from xenia.work.casework.models.guards import agreed_to_a_record
from xenia.work.casework.models.intake import ENDED, Status
from xenia.work.casework.operations.screenings import SCREENED_FOR
from xenia.work.casework.queries import cases
from xenia.work.casework.queries.screening_words import shown_kept
from xenia.work.casework.queries.screenings import newest_first
from xenia.work.casework.views.next_step import next_step
from xenia.work.casework.views.shown import found, reader
from xenia.work.language_access.models.request import Status as RequestStatus
from xenia.work.language_access.queries.requests import organizations_of, usual_organization

TAKE_IN = "casework.take_in"
STEPS = (
    Status.SCREENED,
    Status.ACCEPTED,
    Status.WAITLISTED,
    Status.DECLINED,
    Status.WITHDRAWN,
    Status.SUBMITTED,
)


@never_cache
@staff(TAKE_IN)
@require_safe
@keys_at_hand()
def intake(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One intake with everything on one page. The look is noted."""
    current = found(pk)
    if current.status == Status.STARTED:
        return redirect("casework:draft", pk=pk)
    note_look(current, by=request.user, purpose="service", at=now())
    return show_intake(request, current)


def show_intake(
    request: StaffRequest, current: Intake, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of one intake; `more` takes a form with what was typed."""
    client, may_decide = current.client, request.user.may("casework.decide")
    thread, needs = list(current.notes.all()), list(current.needs.all())
    kept = list(current.screenings.all()) if may_decide else []
    language = cases.tongue(current, client)
    names = names_of_people(_people(current, thread, kept))
    context: dict[str, Any] = {
        "intake": current,
        "client": client,
        "today": local_day(now()),
        "thread": thread,
        "needs": [_need(request, one) for one in needs],
        "barriers": [label_of("barriers", one, reader()) for one in current.barriers or ()],
        "visits": list(current.contacts.all()[:10]),
        "names": names,
        "next": next_step(
            current,
            reader=request.user,
            with_whom=names.get(current.taken_by_id, "") if current.taken_by_id else "",
            open_needs=sum(one.status == "open" for one in needs) if needs else None,
            locale=reader(),
        ),
        "language": cases.tongue_name(language, reader()),
        "direction": cases.direction(language),
        "may": {to.value: may_become(current, to) for to in STEPS},
        "is_open": current.status not in ENDED,
        "is_hers": current.taken_by_id == request.user.pk,
        "may_decide": may_decide,
        "may_check": may_decide and current.status in SCREENED_FOR,
        "screenings": _screenings(kept, more),
        "has_agreed": client is not None and agreed_to_a_record(client, local_day(now())),
        "others": cases.intakes_of(client, current.pk) if client else [],
        "matters": cases.matters_of(client) if client else [],
        "reach": _reach(current),
        "channels": AT_THE_DESK,
        "unmet_form": UnmetForm(),
        "interpreter_state": _interpreter_state(current),
        **_forms(request, current, needs, language),
    }
    return render(request, "casework/intake.html", context | more, status=status)


def _reach(current: Intake) -> dict[str, Any] | None:
    """How to reach her, and what is safe."""
    contact = current.client.contact if current.client else current.contact
    if contact is None or contact.is_erased:
        return None
    safe, is_phone = contact.safe_ways(), contact.kind == "phone"
    return {
        "address": readable_phone(str(contact.address)) if is_phone else str(contact.address),
        "is_phone": is_phone,
        "safe": safe,
        "hours": [clock(one, reader()) for one in (safe.hours.start, safe.hours.end)]
        if safe.hours
        else [],
    }


def _interpreter_state(current: Intake) -> Any:
    known = dict(RequestStatus.choices)
    return known.get(current.interpreter_status, current.interpreter_status)


def _people(current: Intake, thread: list[Any], kept: list[Screening]) -> list[UUID]:
    wrote = (note.by_id for note in thread)
    found = (who for one in kept for who in (one.by_id, one.set_by_id))
    return [one for one in (current.taken_by_id, *wrote, *found) if one]


def _screenings(kept: list[Screening], more: dict[str, Any]) -> list[dict[str, Any]]:
    """The newest result of each set of rules, the earlier ones, and the form to set another; typed already, as it was typed."""
    typed, about = more.get("override_form"), more.get("about")
    found: dict[str, dict[str, Any]] = {}
    for row in shown_kept(newest_first(kept)):
        own = typed if typed and row.one == about else None
        form = own or OverrideForm(auto_id=f"override-{row.one.pk}-%s")
        said: dict[str, Any] = {"kept": row, "form": form, "earlier": []}
        first = found.setdefault(row.one.rule_set, said)
        if first is not said:
            first["earlier"].append(said)
            first["is_open"] = first.get("is_open") or own is not None
    return list(found.values())


def _need(request: StaffRequest, need: Need) -> dict[str, Any]:
    ways = [
        (one.title, url)
        for one in WAYS_ON
        if need.status == "open" and request.user.may(one.permission) and (url := one.url_of(need))
    ]
    return {"one": need, "label": label_of("needs", need.need, reader()), "ways": ways}


def _forms(
    request: StaffRequest, current: Intake, needs: list[Need], language: str
) -> dict[str, Any]:
    said = {"barriers": list(current.barriers or ())}
    usual = usual_organization(request.user)
    return {
        "more_form": MoreForm(reader=reader(), initial=said),
        "answer_form": AnswerForm(),
        "decline_form": DeclineForm(auto_id="decline_%s"),
        "withdraw_form": WithdrawForm(auto_id="withdraw_%s"),
        "hand_over_form": HandOverForm(besides=current.taken_by_id),
        "matter_form": MatterForm(
            reader=reader(), first=[one.need for one in needs], auto_id="matter_%s"
        ),
        "meeting_form": MeetingForm(
            reader=reader(),
            organizations=organizations_of(request.user),
            initial={"language": language} | ({"organization": usual} if usual else {}),
            auto_id="meeting_%s",
        ),
    }
