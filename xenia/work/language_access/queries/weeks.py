"""Requests and bookings as the matching sees them, and what it finds in the words of requests."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from xenia.ground.common.dates import day_span, local_day
from xenia.work.language_access import matching
from xenia.work.language_access.matching import Held, Need, Reason, Week, Why
from xenia.work.language_access.models import (
    Booking,
    Conflict,
    DoNotSend,
    Interpreter,
    InterpreterRequest,
    LanguagePair,
    ServedArea,
)
from xenia.work.language_access.models.interpreter import Kind
from xenia.work.language_access.models.interpreter import Status as Standing
from xenia.work.language_access.models.pair import Way
from xenia.work.language_access.models.request import Cause, Direction, Mode
from xenia.work.language_access.queries.candidates import SLOT_MINUTES, SLOTS_PER_DAY, candidates
from xenia.work.language_access.queries.slots import first_slot_from, moment_of, slot_of
from xenia.work.language_access.queries.travel import by_area
from xenia.work.language_access.terms import locked_before

DAYS = 7
ENGLISH = "en"
REMOTE = {Mode.VIDEO: matching.Lever.VIDEO, Mode.PHONE: matching.Lever.PHONE}
TROUBLE = list(matching.Lever)


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who could go: when, and in which mode."""

    interpreter: UUID
    start_at: datetime
    mode: Mode


@dataclass(frozen=True, slots=True)
class Beside:
    """One interpreter beside a request: what speaks against her and for her, and when she could come."""

    interpreter: UUID
    against: tuple[Cause, ...]
    in_favour: tuple[matching.Favour, ...]
    start_at: datetime | None

    @property
    def fits(self) -> bool:
        """Whether she can be sent."""
        return not self.against


@dataclass(frozen=True, slots=True)
class Fill:
    """One thing that would fill a request: who is concerned, and when it would begin."""

    lever: matching.Lever
    interpreters: tuple[UUID, ...]
    start_at: datetime | None


class WeekOfRequests:
    """One week, Monday to Sunday: everybody active, what each has given away, and who fits which request.

    at: the moment from which on something can still begin.
    """

    def __init__(self, start: date, at: datetime) -> None:
        """Nothing is read before it is needed."""
        self.start = start
        self.at = at

    @cached_property
    def base(self) -> Week:
        """The week without any request."""
        people = Interpreter.objects.active().exclude(kind=Kind.VENDOR_LINE)
        return Week(
            tuple(candidates(self.start, of=people, held=self._held())),
            (),
            travel=by_area(),
            slots_per_day=SLOTS_PER_DAY,
        )

    def _held(self) -> Mapping[UUID, list[Held]]:
        first, last = self.start, self.start + timedelta(days=DAYS - 1)
        rows = Booking.objects.standing().filter(
            end_at__gt=day_span(first)[0], start_at__lt=day_span(last)[1]
        )
        found: defaultdict[UUID, list[Held]] = defaultdict(list)
        for one in rows.select_related("request__area").defer("request__topic", "request__place"):
            found[one.interpreter_id].append(self._held_as(one))
        return found

    def _held_as(self, booking: Booking) -> Held:
        area = booking.request.area
        length = (booking.end_at - booking.start_at) // timedelta(minutes=SLOT_MINUTES)
        return Held(
            slot_of(booking.start_at, self.start),
            length,
            matching.Mode(booking.mode),
            area.code if area else None,
            booking.request_id,
            is_locked=booking.is_locked or booking.start_at - self.at < locked_before(),
        )

    # --- a request as a need ---

    def need(self, request: InterpreterRequest, mode: Mode | None = None) -> Need:
        """What is asked for, in the mode that is wished or in another."""
        wanted = mode or request.modes[0]
        conflicts, not_sent = self._kept_away(request)
        needs, wishes = (request.gender or None, None) if request.gender_is_needed else (None, None)
        if request.gender and not request.gender_is_needed:
            wishes = request.gender
        return Need(
            id=request.pk,
            language=_key(request),
            mode=matching.Mode(wanted),
            length=request.length_minutes // SLOT_MINUTES,
            starts=self._starts(request),
            preferred=slot_of(request.preferred_at, self.start),
            credential=request.least_rank,
            gender=needs,
            gender_wish=wishes,
            excluded=conflicts | frozenset(self.unfit(request, wanted)),
            not_sent=not_sent,
            weight=request.priority,
            zone=request.area.code if request.area else None,
            made=int(request.asked_at.timestamp()),
            team=request.team,
        )

    def _starts(self, request: InterpreterRequest) -> tuple[int, ...]:
        earliest = max(request.earliest_at, self.at)
        last = slot_of(request.latest_at - request.length, self.start)
        return tuple(range(first_slot_from(earliest, self.start), last + 1))

    def _kept_away(self, request: InterpreterRequest) -> tuple[frozenset[UUID], frozenset[UUID]]:
        on = local_day(request.preferred_at)
        asked = self._do_not_send[request.organization_id]
        return (
            frozenset(self._interests[request.organization_id]),
            frozenset(who for who, until in asked if until is None or until >= on),
        )

    @cached_property
    def _interests(self) -> Mapping[UUID, set[UUID]]:
        """Who has an interest of her own in which organization."""
        found: defaultdict[UUID, set[UUID]] = defaultdict(set)
        for organization, who in Conflict.objects.values_list("organization_id", "interpreter_id"):
            found[organization].add(who)
        return found

    @cached_property
    def _do_not_send(self) -> Mapping[UUID, set[tuple[UUID, date | None]]]:
        """Whom which organization is not sent, and until when."""
        found: defaultdict[UUID, set[tuple[UUID, date | None]]] = defaultdict(set)
        rows = DoNotSend.objects.values_list("organization_id", "interpreter_id", "until")
        for organization, who, until in rows:
            found[organization].add((who, until))
        return found

    def unfit(self, request: InterpreterRequest, mode: Mode) -> dict[UUID, Cause]:
        """Those of the language whom this request cannot be given: not so, or not there."""
        key = _key(request)
        speakers = {one.id for one in self.base.candidates if key in one.languages}
        works_so = frozenset.intersection(*self._all_ways(request, mode))
        found = {who: Cause.WAY for who in speakers if who not in works_so}
        if mode == Mode.IN_PERSON and request.area:
            elsewhere = speakers & self._elsewhere(request.area.code)
            found = dict.fromkeys(elsewhere, Cause.AREA) | found
        return found  # type: ignore[return-value]

    def _all_ways(self, request: InterpreterRequest, mode: Mode) -> Iterator[frozenset[UUID]]:
        ways = [mode.value, *(way.value for way in (Way.SIGHT, Way.RELAY) if getattr(request, way))]
        for first, second in request.directions():
            for way in ways:
                yield self._works_so(first, second, way, request.dialect)

    def _works_so(self, first: str, second: str, way: str, dialect: str) -> frozenset[UUID]:
        """The same as the roster's `works_so`, for a whole week with one query."""
        wanted = dialect.casefold()
        return frozenset(
            pair.interpreter_id
            for pair in self._pairs[first, second]
            if getattr(pair, way) and (not wanted or pair.dialect.casefold() == wanted)
        )

    @cached_property
    def _pairs(self) -> Mapping[tuple[str, str], list[LanguagePair]]:
        found: defaultdict[tuple[str, str], list[LanguagePair]] = defaultdict(list)
        for pair in LanguagePair.objects.standing().filter(interpreter__status=Standing.ACTIVE):
            found[pair.from_language, pair.to_language].append(pair)
        return found

    @cached_property
    def _areas(self) -> Mapping[UUID, set[str]]:
        found: defaultdict[UUID, set[str]] = defaultdict(set)
        for who, code in ServedArea.objects.values_list("interpreter_id", "area__code"):
            found[who].add(code)
        return found

    def _elsewhere(self, code: str) -> set[UUID]:
        """Those who go to other areas only."""
        return {who for who, codes in self._areas.items() if code not in codes}

    # --- what is found ---

    def options(
        self, request: InterpreterRequest, *, start: datetime | None = None
    ) -> list[Option]:
        """Everyone who is free for it, the best first, in the first mode in which anybody is. start: only then."""
        for mode in request.modes:
            need = self.need(request, mode)
            if start is not None:
                need = replace(need, starts=(slot_of(start, self.start),))
            found = matching.best_fits(need, self._looking(request))
            if found:
                return [
                    Option(_uuid(one.interpreter), moment_of(one.start, self.start), mode)
                    for one in found
                ]
        return []

    def _looking(self, request: InterpreterRequest) -> Week:
        """The week in which somebody else is looked for: who is booked for it already is not free."""
        busy = {
            person.id: tuple(
                replace(one, request=None) if one.request == request.pk else one
                for one in person.held
            )
            for person in self.base.candidates
        }
        people = tuple(replace(one, held=busy[one.id]) for one in self.base.candidates)
        return replace(self.base, candidates=people)

    def common_start(self, request: InterpreterRequest) -> datetime | None:
        """When enough for a team are free at once; None when they never are."""
        for mode in request.modes:
            found = matching.place(self.need(request, mode), self.base)
            if found and found.assignments:
                return moment_of(found.assignments[0].start, self.start)
        return None

    def beside(self, request: InterpreterRequest) -> list[Beside]:
        """Every interpreter beside the request in the mode that is wished: who fits best first."""
        unfit = self.unfit(request, request.modes[0])
        need = self.need(request)
        found = matching.why_each(need, self.base.with_need(need))
        return [self._beside(one, unfit) for one in found]

    def _beside(self, one: Why, unfit: Mapping[UUID, Cause]) -> Beside:
        who = _uuid(one.interpreter)
        against = tuple(
            unfit.get(who, Cause.CONFLICT) if reason == Reason.CONFLICT else Cause(reason.value)
            for reason in one.against
        )
        start = None if one.start is None else moment_of(one.start, self.start)
        return Beside(who, against, one.in_favour, start)

    def cause(self, request: InterpreterRequest, *, week: Week | None = None) -> Cause:
        """Why nobody is booked: the first reason that leaves too few. week: as planned; None: as it stands."""
        base = self.base if week is None else week
        need = self.need(request)
        found = matching.unfilled_cause(need, base.with_need(need))
        unfit = self.unfit(request, request.modes[0])
        if found == Reason.CONFLICT and unfit:
            besides = replace(need, excluded=need.excluded - frozenset(unfit))
            if matching.unfilled_cause(besides, base.with_need(besides)) != Reason.CONFLICT:
                return Counter(unfit.values()).most_common(1)[0][0]
        return Cause(found.value)

    def fills(self, request: InterpreterRequest) -> list[Fill]:
        """What would fill it, the least trouble first."""
        need = self.need(request)
        found = [
            Fill(one.lever, tuple(map(_uuid, one.interpreters)), self._moment(one.start))
            for one in matching.what_would_fill(need, self.base.with_need(need))
            if one.lever not in REMOTE.values()
        ]
        found += self._remotely(request)
        return sorted(found, key=lambda one: TROUBLE.index(one.lever))

    def _remotely(self, request: InterpreterRequest) -> Iterator[Fill]:
        """Another mode than the one that is wished, with whoever works so; each mode has its own people."""
        for mode, lever in REMOTE.items():
            if list(Mode).index(mode) > list(Mode).index(request.modes[0]):
                free = matching.best_fits(self.need(request, mode), self._looking(request))
                if free:
                    yield Fill(lever, (_uuid(free[0].interpreter),), self._moment(free[0].start))

    def _moment(self, slot: int | None) -> datetime | None:
        return None if slot is None else moment_of(slot, self.start)


def _uuid(who: object) -> UUID:
    assert isinstance(who, UUID)
    return who


def _key(request: InterpreterRequest) -> str:
    """The language as the matching knows it: `ht` for both ways with English, `ht>en` for one."""
    if request.direction == Direction.BOTH and request.other_language == ENGLISH:
        return request.language
    first, second = request.directions()[0]
    return f"{first}>{second}"
