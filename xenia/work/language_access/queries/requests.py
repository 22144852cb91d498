"""Requests as lists: a department's own, the office's queue, an interpreter's week."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q

from xenia.ground.accounts.models import User
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models import Interpreter, InterpreterRequest, Offer
from xenia.work.language_access.models.interpreter import Kind
from xenia.work.language_access.models.request import CANCELLED, LIVE, WAITING, Mode, Status
from xenia.work.language_access.queries.roster import works_so

ASK = "language_access.ask"
ENGLISH = "en"


def organizations_of(user: User) -> Any:
    """For whom somebody may ask: the office for everybody, others for their own."""
    every = (
        Organization.objects.filter(status=Organization.Status.ACTIVE).only("name").order_by("name")
    )
    return every if user.may(ASK) else every.filter(pk__in=user.organizations())


def usual_organization(user: User) -> UUID | None:
    """For whom somebody asks as a rule: whom she asked for last, else the office itself, as the directory has it."""
    may_ask_for = organizations_of(user)
    before = InterpreterRequest.objects.filter(asked_by=user, organization__in=may_ask_for)
    last: UUID | None = before.order_by("-asked_at").values_list("organization", flat=True).first()
    if last:
        return last
    office = may_ask_for.filter(name__iexact=office_facts().text("name", ""))
    own: UUID | None = office.values_list("pk", flat=True).first()
    return own


def feed_organizations(user: User) -> Any:
    """Whose calendar somebody may give a link to: the office everybody's, others their own."""
    every = Organization.objects.order_by("name")
    may = "language_access.feed"
    if user.may(may):
        return every
    own = [pk for pk in user.organizations() if user.may(may, organization=pk)]
    return every.filter(pk__in=own)


def requests_of(user: User, *, is_past: bool, at: datetime) -> Any:
    """What somebody may see of requests: those to come, the next first; or those that are over, the last first.

    What ended before its time is over too, such as a call that was made.
    """
    rows = InterpreterRequest.objects.select_related("organization").defer("place", "topic", "note")
    if not user.may(ASK):
        rows = rows.filter(organization__in=user.organizations())
    ended = Q(status__in=(Status.DONE, Status.NO_SHOW))
    ended |= Q(status__in=(Status.UNFILLED, *CANCELLED), preferred_at__lte=at)
    over = Q(latest_at__lte=at) | ended
    if is_past:
        return rows.filter(over).order_by("-preferred_at", "pk")
    return rows.exclude(over)


def asked_the_same(
    organization: Organization, language: str, start: datetime
) -> InterpreterRequest | None:
    """A request that still stands for one organization, language and time."""
    rows = InterpreterRequest.objects.live().filter(
        organization=organization, language=language, preferred_at=start
    )
    found: InterpreterRequest | None = rows.order_by("-asked_at").first()
    return found


def untold(rows: Any, at: datetime) -> Any:
    """Of these: meetings that began, of which nobody said how they went."""
    return rows.filter(status=Status.FILLED, preferred_at__lte=at)


def queue(at: datetime) -> Any:
    """What somebody in the office has to look at: nobody comes yet, and it is still to be."""
    rows = InterpreterRequest.objects.filter(
        status__in=(*WAITING, Status.UNFILLED), latest_at__gt=at
    )
    return rows.select_related("organization").defer("place", "topic", "note")


def interpreter_of(user: User) -> Interpreter | None:
    """The interpreter who signed in with this account."""
    found: Interpreter | None = Interpreter.objects.here().filter(user=user).first()
    return found


def line_for(language: str, on: date) -> Interpreter | None:
    """A vendor's line that interprets this language by phone, both ways."""
    into = works_so(from_language=language, to_language=ENGLISH, way=Mode.PHONE, on=on)
    back = works_so(from_language=ENGLISH, to_language=language, way=Mode.PHONE, on=on)
    found: Interpreter | None = (
        lines().filter(pk__in=into & back).order_by("added_on", "pk").first()
    )
    return found


def lines() -> Any:
    """The vendors' lines that can be called."""
    return Interpreter.objects.active().filter(kind=Kind.VENDOR_LINE).select_related("organization")


def with_offers(rows: Any, at: datetime) -> Any:
    """The same with how many are asked now, and until when the last of them may answer."""
    is_open = Q(offers__status=Offer.Status.OPEN, offers__answer_by__gt=at)
    return rows.annotate(
        asked_now=Count("offers", filter=is_open),
        answers_until=Max("offers__answer_by", filter=is_open),
    )


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list of requests is narrowed to; what is empty does not count."""

    language: str = ""
    status: str = ""
    organization: str = ""
    priority: int = 0

    def of(self, rows: Any) -> Any:
        """Those that are left."""
        said = {name: getattr(self, name) for name in self.__slots__}
        return rows.filter(**{name: value for name, value in said.items() if value})


def languages_asked(rows: Any) -> list[str]:
    """The languages some requests are about."""
    return sorted(rows.order_by().values_list("language", flat=True).distinct())


def series_of(request: InterpreterRequest) -> list[InterpreterRequest]:
    """Every week of its series in order, itself among them; nothing where it stands alone."""
    head = request.series_id or request.pk
    rows = InterpreterRequest.objects.filter(Q(pk=head) | Q(series=head))
    found = list(rows.only("preferred_at", "status").order_by("preferred_at", "pk"))
    return found if len(found) > 1 else []


def later_ones(request: InterpreterRequest) -> int:
    """How many of its series still stand after it."""
    series = request.series_id or request.pk
    rows = InterpreterRequest.objects.filter(series=series, preferred_at__gt=request.preferred_at)
    count: int = rows.filter(status__in=(*LIVE, Status.UNFILLED)).count()
    return count
