"""One complaint: what was said, what is due, and what can be done now."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xenia.ground.accounts.access import StaffRequest, staff
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.dates import local_day, now
from xenia.work.language_access.queries.texts import message_states
from xenia.work.ombudsman.forms.working import ENGLISH, ActForm, PressForm
from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.operations.reading import Opened, open_thread
from xenia.work.ombudsman.operations.working.hearing import BEFORE_FOUND
from xenia.work.ombudsman.queries.alike import came_twice, punished_for
from xenia.work.ombudsman.queries.due import days_left
from xenia.work.ombudsman.queries.told import told_of_late
from xenia.work.ombudsman.views.next_step import (
    ACTS,
    Act,
    Standing,
    acts_now,
    next_says,
    standing,
)
from xenia.work.ombudsman.views.shown import HANDLE, found, reader, tongue_name


@dataclass(frozen=True, slots=True)
class Offered:
    """One act as the page offers it."""

    name: str
    title: str | Promise
    button: str | Promise
    url: str
    form: ActForm
    is_first: bool
    is_open: bool

    @property
    def is_press(self) -> bool:
        """Whether a button is all of it."""
        return isinstance(self.form, PressForm)


@never_cache
@staff(HANDLE)
@require_safe
def complaint_page(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One complaint. Each piece of the thread is opened for this look, and that is noted."""
    return show_complaint(request, found(pk))


@never_cache
@staff(HANDLE)
@require_safe
def complaint_print(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same on paper, for the office alone."""
    current = found(pk)
    context = _context(current, open_thread(complaint=current, by=request.user, at=now()))
    return render(request, "ombudsman/complaint_print.html", context)


def show_complaint(
    request: StaffRequest,
    current: Complaint,
    *,
    status: int = 200,
    form: tuple[str, ActForm] | None = None,
    not_kept: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page. form: an act's name and its form with what was typed. not_kept: why, and the words to copy."""
    thread = open_thread(complaint=current, by=request.user, at=now())
    stands = standing(current, request.user)
    first, more = _offered(stands, form)
    context = _context(current, thread) | {
        "next_says": next_says(stands),
        "first_acts": first,
        "more_acts": more,
        "is_working": current.status not in (Status.HELD, Status.DISCARDED, Status.CLOSED),
        "may_verify": current.status == Status.REMEDY_AGREED and stands.is_hers,
        "may_unlink": current.status in BEFORE_FOUND and stands.is_hers,
        "not_kept": not_kept,
        "pictures": current.evidence.filter(copy_of=None).count(),
        "translations": message_states([one.word.pk for one in thread]),
        "releases": current.releases.filter(
            withdrawn_on=None, until__gte=local_day(now())
        ).select_related("department"),
        "came_twice": [] if current.is_ended else came_twice(current),
        "punished_for": [] if current.is_ended else punished_for(current),
        "followed_by": current.followed_by.all(),
    }
    return render(request, "ombudsman/complaint.html", context, status=status)


def _context(current: Complaint, thread: list[Opened]) -> dict[str, Any]:
    words = list(current.department_words.select_related("department"))
    findings, remedies = list(current.findings.all()), list(current.remedies.all())
    people = [one.word.by_id for one in thread] + [one.by_id for one in words]
    people += [one.by_id for one in findings] + [current.officer_id, current.reviewer_id]
    return {
        "complaint": current,
        "today": local_day(now()),
        "thread": thread,
        "department_words": words,
        "findings": findings,
        "remedies": remedies,
        "clocks": _clocks(current),
        "names": names_of_people(one for one in people if one),
        "language": tongue_name(current),
        "is_english": str(current.language) == ENGLISH,
    }


def _clocks(current: Complaint) -> list[dict[str, Any]]:
    """Those that run first, by day; what is met and dropped after."""
    clocks, today = list(current.clocks.all()), local_day(now())
    left = days_left((one.due_on for one in clocks if one.runs), today)
    told = told_of_late(clocks, reader())
    rows = []
    for one in sorted(clocks, key=lambda one: (not one.runs, one.due_on)):
        days = left.get(one.due_on)
        late = -days if days is not None and one.is_late(today) else 0
        rows.append({"one": one, "left": days, "late": late, "told": told.get(one.pk, [])})
    return rows


def _offered(
    stands: Standing, typed: tuple[str, ActForm] | None
) -> tuple[list[Offered], list[Offered]]:
    """What is to be done next, and what else can be done. A form with what was typed takes its place, and is open."""
    current, (first, more) = stands.complaint, acts_now(stands)
    if typed and typed[0] not in (*first, *more):
        first = [typed[0], *first]
    forms = dict([typed]) if typed else {}
    return (
        [
            _one(name, current, forms, is_first=name == first[0], is_only=len(first) == 1)
            for name in first
        ],
        [_one(name, current, forms) for name in more],
    )


def _one(
    name: str,
    current: Complaint,
    typed: dict[str, ActForm],
    *,
    is_first: bool = False,
    is_only: bool = False,
) -> Offered:
    act: Act = ACTS[name]
    form = typed.get(name) or form_of(name, current)
    return Offered(
        name=name,
        title=act.title,
        button=act.button,
        url=reverse(act.address, args=[current.pk])
        if act.address
        else reverse("complaints:act", args=[current.pk, name]),
        form=form,
        is_first=is_first,
        is_open=is_only or name in typed,
    )


def form_of(name: str, current: Complaint, data: Any = None) -> ActForm:
    """An act's form for this complaint."""
    return ACTS[name].form(
        data, complaint=current, tongue=tongue_name(current), auto_id=f"{name}_%s"
    )
