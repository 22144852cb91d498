"""What a department sees of complaints: what the office asks it, and nothing of hers but what she lets it know.

Nothing here is finer than a day, and nothing moves at the moment she does something, so that whoever looks at a page
again and again does not learn when she writes: not the order, not the day until which an answer is due (as it was told
with the question, though the clock may have stood still while we asked her), nor whether one is still due (to the end of
the day on which she took her complaint back). What she lets the department know goes at once when she takes it back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, When

from xenia.ground.accounts.models import User
from xenia.ground.vault.fields import is_shredded
from xenia.work.ombudsman.clocks import Calendar, calendar_in_force
from xenia.work.ombudsman.models import Clock, Complaint, DepartmentWord, Recommendation, Release
from xenia.work.ombudsman.models.complaint import ENDED, Kind
from xenia.work.ombudsman.queries.people import REPLY

SAID_TO_US = (DepartmentWord.Kind.REPLY, DepartmentWord.Kind.PROPOSAL)


@dataclass(frozen=True, slots=True)
class Asked:
    """One complaint as its department sees it, by days alone. answered_on: None until it replied to the last question."""

    complaint: Complaint
    asked_on: date
    due_on: date
    answered_on: date | None
    is_due: bool
    is_late: bool
    # How far the words between the office and the department went: whoever answers says what she had read.
    last: int


def departments_of(user: User) -> set[UUID]:
    """The departments for which somebody answers."""
    return {one for one in user.organizations() if user.may(REPLY, organization=one)}


def shown_to(departments: Iterable[UUID]) -> "QuerySet[Complaint]":
    """Complaints about which these departments were asked. One accused of a punishment for complaining sees none of it."""
    asked = DepartmentWord.objects.filter(
        complaint=OuterRef("pk"),
        department=OuterRef("department"),
        kind=DepartmentWord.Kind.REQUEST,
    )
    rows: QuerySet[Complaint] = Complaint.objects.let_in().exclude(kind=Kind.RETALIATION)
    rows = rows.filter(Exists(asked), department__in=list(departments))
    return rows.select_related("department", "service").order_by("pk")


def department_asked(pk: UUID, **_more: object) -> UUID | None:
    """Whose page a complaint's is, by its address; None where no department was asked."""
    asked = DepartmentWord.objects.filter(complaint=pk, kind=DepartmentWord.Kind.REQUEST)
    departments = asked.values_list("department_id", flat=True)
    return shown_to(departments).filter(pk=pk).values_list("department_id", flat=True).first()


def due_now(departments: Iterable[UUID], today: date) -> list[Asked]:
    """What waits for an answer of these departments, the most urgent first."""
    rows = seen(shown_to(departments).filter(_is_due(today)), today)
    return sorted(rows, key=lambda one: (one.due_on, one.complaint.pk))


def answered(departments: Iterable[UUID], today: date) -> "QuerySet[Complaint]":
    """What does not wait for them any more, the last first. `seen` says the days of each."""
    rows = shown_to(departments).exclude(_is_due(today))
    return rows.annotate(last_on=Max("department_words__on")).order_by("-last_on", "pk")


def _is_due(today: date) -> Q:
    """Whether an answer is waited for: to the end of the day, where somebody did without it."""
    clock = Clock.objects.filter(
        Q(dropped_on=None) | Q(dropped_on=today),
        complaint=OuterRef("pk"),
        which=Clock.Which.DEPARTMENT,
        met_on=None,
    )
    return Q(Exists(clock))


def seen(complaints: "QuerySet[Complaint]", today: date) -> list[Asked]:
    """Each as its department sees it; one she had destroyed is not there any more."""
    rows = complaints.prefetch_related(
        Prefetch("clocks", Clock.objects.filter(which=Clock.Which.DEPARTMENT), "requests"),
        Prefetch("department_words", DepartmentWord.objects.defer("text"), "said"),
    )
    days = calendar_in_force()
    return [_seen(one, today, days) for one in rows if not is_shredded(one.language)]


def _seen(complaint: Complaint, today: date, days: Calendar) -> Asked:
    own = [one for one in complaint.said if one.department_id == complaint.department_id]  # type: ignore[attr-defined]
    asked = max(one.number for one in own if one.kind == DepartmentWord.Kind.REQUEST)
    asked_on = next(one.on for one in own if one.number == asked)
    reply = next((one.on for one in own if one.number > asked and one.kind in SAID_TO_US), None)
    clock = max(complaint.requests, key=lambda one: one.round, default=None)  # type: ignore[attr-defined]
    due_on = days.after(asked_on, clock.limit) if clock else asked_on
    is_due = clock is not None and clock.met_on is None and clock.dropped_on in (None, today)
    return Asked(
        complaint=complaint,
        asked_on=asked_on,
        due_on=due_on,
        answered_on=reply,
        is_due=is_due,
        is_late=is_due and due_on < today,
        last=max(one.number for one in own),
    )


def words_with(complaint: Complaint) -> list[DepartmentWord]:
    """What the office asked the complaint's department, and what that one replied."""
    return list(complaint.department_words.filter(department_id=complaint.department_id))


def let_known(complaint: Complaint, today: date) -> list[Release]:
    """What she lets the complaint's department know today. The complaint counts as it is now, not as it was read."""
    over = Q(complaint__kind=Kind.RETALIATION) | Q(complaint__status__in=ENDED)
    rows = Release.objects.filter(
        ~over,
        complaint=complaint,
        department=F("complaint__department"),
        withdrawn_on=None,
        given_on__lte=today,
        until__gte=today,
    )
    return [one for one in rows.order_by("field") if not is_shredded(one.value)]


def recommended_to(departments: Iterable[UUID]) -> "QuerySet[Recommendation]":
    """What the office recommends to these departments, what waits for their answer first."""
    waits = Case(When(status=Recommendation.Status.MADE, then=0), default=1)
    rows = Recommendation.objects.filter(department__in=list(departments))
    return rows.select_related("department").order_by(waits, "-made_on", "pk")


def to_answer(departments: Iterable[UUID]) -> "QuerySet[Recommendation]":
    """What is recommended to these departments and waits for their answer, the oldest first."""
    rows = recommended_to(departments).filter(status=Recommendation.Status.MADE)
    return rows.order_by("made_on", "pk")


def department_recommended(pk: UUID, **_more: object) -> UUID | None:
    """Whose recommendation it is, by its address."""
    return Recommendation.objects.filter(pk=pk).values_list("department_id", flat=True).first()
