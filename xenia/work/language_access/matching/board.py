"""The week on a board: who is free when.

The starts at which a request may begin with an interpreter are the bits of one whole number, so that one operation asks for
all of them at once. A booking takes away the starts that would overlap it, with the way between both.
"""

from collections.abc import Iterable, Iterator

from .rules import is_able
from .week import Held, Mode, Need, Week

# Length, whether people meet in person, and if so where.
Shape = tuple[int, bool, object]
# Index of the need (FIXED where nobody may move it), start, index of the shape.
Booked = tuple[int, int, int]
Seats = tuple[int, ...]
FIXED = -1
ANY_START = -1  # every bit


class Board:
    """Needs and candidates by their place in the week; bookings can be laid and taken away again."""

    def __init__(self, week: Week) -> None:
        """Lay every booking that is held."""
        self.week = week
        self.needs = week.needs
        self.candidates = week.candidates
        self.shapes: dict[Shape, int] = {}
        self.shape = [self._shape(need) for need in week.needs]
        for person in week.candidates:
            for held in person.held:
                self._shape(held)
        self._measure()
        self.length = [need.length for need in week.needs]
        self.cap = [person.cap for person in week.candidates]
        self.bookings: list[list[Booked]] = [[] for _ in week.candidates]
        self.used = [0] * len(week.candidates)
        self.team = [need.team for need in week.needs]
        self.seats: list[Seats] = [()] * len(week.needs)
        self.start = [0] * len(week.needs)
        self.settled: set[int] = set()  # needs that nobody looks for any more
        # Needs with bookings that stay, of some or all who are asked for.
        self.part_held: set[int] = set()
        self.promised: set[int] = set()  # needs that may move but not lose their interpreter
        self.work = 0  # how often we asked who is free when
        self.journal: list[tuple[int, Seats, int]] = []
        self.within: dict[tuple[int, int], int] = {}
        self.speakers: dict[str, list[int]] = {}
        for who, person in enumerate(week.candidates):
            for language in person.languages:
                self.speakers.setdefault(language, []).append(who)
        self.open = [self._openings(need) for need in week.needs]
        self._lay_held()

    # --- before anything is laid ---

    def _shape(self, what: Need | Held) -> int:
        in_person = what.mode == Mode.IN_PERSON
        shape = (what.length, in_person, what.zone if in_person else None)
        return self.shapes.setdefault(shape, len(self.shapes))

    def _measure(self) -> None:
        """For every two shapes: the run of starts the first loses beside the second, and where it begins."""
        shapes = list(self.shapes)
        self.in_person = [in_person for _, in_person, _ in shapes]
        self.gaps = gaps = [[self._gap(first, second) for second in shapes] for first in shapes]
        widest = max((gap for row in gaps for gap in row), default=0)
        longest = max((length for length, _, _ in shapes), default=0)
        self.zero = longest + widest - self._earliest()
        self.runs = [
            [
                _run(mine, theirs, before=gaps[m][t], after=gaps[t][m], zero=self.zero)
                for t, theirs in enumerate(shapes)
            ]
            for m, mine in enumerate(shapes)
        ]

    def _earliest(self) -> int:
        starts = [start for need in self.needs for start in need.starts]
        held = [one.start for person in self.candidates for one in person.held]
        return min(starts + held, default=0)

    def _gap(self, first: Shape, second: Shape) -> int:
        """Slots between the end of one meeting and the beginning of the next."""
        if first[1] and second[1]:
            return self.week.travel(first[2], second[2])
        return self.week.remote_gap if first[1] or second[1] else 0

    def _openings(self, need: Need) -> dict[int, int]:
        """By interpreter who is able: the starts that lie in her windows."""
        asked = self.bits(need.starts)
        found = {
            who: asked & self._within(who, need.length)
            for who in self.speakers.get(need.language, ())
            if is_able(need, self.candidates[who])
        }
        return {who: starts for who, starts in found.items() if starts}

    def _within(self, who: int, length: int) -> int:
        """The starts, as bits, from which a meeting of this length lies wholly in one of her windows."""
        known = self.within.get((who, length))
        if known is None:
            known = 0
            for begins, ends in self.candidates[who].windows:
                first = max(0, begins + self.zero)
                last = ends + self.zero - length
                if last >= first:
                    known |= ((1 << (last - first + 1)) - 1) << first
            self.within[who, length] = known
        return known

    def bits(self, starts: Iterable[int]) -> int:
        """Starts as the bits of a number."""
        found = 0
        for start in starts:
            found |= 1 << (start + self.zero)
        return found

    def starts(self, bits: int) -> Iterator[int]:
        """The bits of a number as starts, the earliest first."""
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1 - self.zero
            bits ^= lowest

    # --- what is held ---

    def _lay_held(self) -> None:
        index = {need.id: n for n, need in enumerate(self.needs)}
        held: dict[int, list[tuple[int, Held]]] = {}
        for who, person in enumerate(self.candidates):
            for one in person.held:
                held.setdefault(index.get(one.request, FIXED), []).append((who, one))
        for need, bookings in held.items():
            if need != FIXED and self._may_move(need, bookings):
                self.put(need, bookings[0][1].start, tuple(who for who, _ in bookings))
                self.promised.add(need)
            else:
                self._fix(need, bookings)

    def _may_move(self, need: int, bookings: list[tuple[int, Held]]) -> bool:
        """Whether the whole team is held, unlocked, and as the rules want it. What a person booked otherwise stays."""
        start = bookings[0][1].start
        bit = self.bits([start])
        return len(bookings) == self.team[need] and all(
            not one.is_locked
            and one.start == start
            and self._shape(one) == self.shape[need]
            and self.open[need].get(who, 0) & bit
            for who, one in bookings
        )

    def _fix(self, need: int, bookings: list[tuple[int, Held]]) -> None:
        """Lay what stays. Who is still missing of a team is looked for at the same start."""
        for who, one in bookings:
            self.bookings[who].append((FIXED, one.start, self._shape(one)))
            self.used[who] += one.length
        if need == FIXED:
            return
        self.part_held.add(need)
        self.team[need] -= len(bookings)
        if self.team[need] < 1:
            self.settled.add(need)
        there = {who for who, _ in bookings}
        bit = self.bits([bookings[0][1].start])
        rest = {who: starts & bit for who, starts in self.open[need].items() if who not in there}
        self.open[need] = {who: starts for who, starts in rest.items() if starts}

    # --- laying and taking away ---

    def put(self, need: int, start: int, seats: Seats) -> None:
        """Book them for the need."""
        self.journal.append((need, self.seats[need], self.start[need]))
        self.seats[need] = seats
        self.start[need] = start
        booked = (need, start, self.shape[need])
        for who in seats:
            self.bookings[who].append(booked)
            self.used[who] += self.length[need]

    def take(self, need: int) -> None:
        """Take the need's booking away."""
        self.journal.append((need, self.seats[need], self.start[need]))
        booked = (need, self.start[need], self.shape[need])
        for who in self.seats[need]:
            self.bookings[who].remove(booked)
            self.used[who] -= self.length[need]
        self.seats[need] = ()

    def back_to(self, mark: int) -> None:
        """Undo what was laid and taken since the journal was `mark` lines long."""
        lines = self.journal[mark:]
        for need, seats, start in reversed(lines):
            if self.seats[need]:
                self.take(need)
            if seats:
                self.put(need, start, seats)
        del self.journal[mark:]

    def lay(self, seats: list[Seats], start: list[int]) -> None:
        """Make the board stand as it stood when `seats` and `start` were copied."""
        changed = [
            need
            for need in range(len(self.needs))
            if (self.seats[need], self.start[need]) != (seats[need], start[need])
        ]
        for need in changed:
            self.take(need)
        for need in changed:
            if seats[need]:
                self.put(need, start[need], seats[need])
        self.journal.clear()

    # --- who is free ---

    def free(self, need: int, who: int) -> int:
        """The starts at which she is free for it, as bits."""
        self.work += 1
        if self.used[who] + self.length[need] > self.cap[who]:
            return 0
        found = self.open[need].get(who, 0)
        runs = self.runs[self.shape[need]]
        for _, start, shape in self.bookings[who]:
            run, begins = runs[shape]
            found &= ~(run << (start + begins))
            if not found:
                break
        return found

    def freed_by(self, need: int, who: int) -> Iterator[tuple[int, int]]:
        """Bookings of hers that stand alone in the way: the need each is for, and the starts it would leave free."""
        self.work += 1
        found = self.open[need].get(who, 0)
        runs = self.runs[self.shape[need]]
        taken, twice = 0, 0
        mine = []
        for other, start, shape in self.bookings[who]:
            run, begins = runs[shape]
            bits = run << (start + begins)
            twice |= taken & bits
            taken |= bits
            mine.append((other, bits))
        room = self.cap[who] - self.used[who] - self.length[need]
        for other, bits in mine:
            if other in (FIXED, need) or room + self.length[other] < 0:
                continue
            # Within her cap only the overlap is in the way; beyond it, any booking is.
            starts = found & ~twice & (bits if room >= 0 else bits | ~taken)
            if starts:
                yield other, starts

    def in_the_way(self, need: int, who: int, start: int) -> list[int]:
        """The needs of hers that overlap this start; [FIXED] where one cannot be moved."""
        runs = self.runs[self.shape[need]]
        bit = 1 << (start + self.zero)
        found = []
        for other, begins_at, shape in self.bookings[who]:
            run, begins = runs[shape]
            if (run << (begins_at + begins)) & bit:
                if other == FIXED:
                    return [FIXED]
                found.append(other)
        return found

    # --- what stands on it ---

    def is_filled(self, need: int) -> bool:
        """Whether nobody is missing."""
        return need in self.settled or bool(self.seats[need])


def _run(mine: Shape, theirs: Shape, *, before: int, after: int, zero: int) -> tuple[int, int]:
    """The starts my meeting loses beside theirs. before: slots from mine to theirs; after: from theirs to mine."""
    length = mine[0] + theirs[0] + before + after - 1
    return (1 << length) - 1, zero - mine[0] - before + 1
