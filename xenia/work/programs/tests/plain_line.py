"""A line as one would keep it on paper: who has a place, who waits, and who is next."""

from dataclasses import dataclass, field
from datetime import date, timedelta

HOLD, WAIT = ("offered", "enrolled"), "waiting"


@dataclass(slots=True)
class Somebody:
    """One name on the list."""

    number: int
    who: int
    takes: int
    ahead: int
    status: str = WAIT
    # The last day on which the place held for her is hers.
    until: date | None = None


@dataclass(slots=True)
class Plain:
    """The list, and what was counted: who ever took part, who ever began to wait."""

    places: int
    hold_days: int
    people: dict[int, Somebody] = field(default_factory=dict)
    next_number: int = 1
    enrolled: int = 0
    waited: int = 0

    @property
    def left(self) -> int:
        return self.places - sum(one.takes for one in self.people.values() if one.status in HOLD)

    @property
    def line(self) -> list[Somebody]:
        """Who waits, the next one first."""
        waits = [one for one in self.people.values() if one.status == WAIT]
        return sorted(waits, key=lambda one: (-one.ahead, one.number))

    def stands(self, who: int) -> bool:
        return any(one.who == who and one.status in (*HOLD, WAIT) for one in self.people.values())

    def come(self, who: int, takes: int, ahead: int, today: date) -> bool:
        """False where she stands there already."""
        if self.stands(who):
            return False
        is_in = not self.line and self.left >= takes
        her = Somebody(self.next_number, who, takes, ahead)
        self.people[self.next_number] = her
        self.next_number += 1
        if is_in:
            self._enrol(her)
        else:
            self.waited += 1
            self.settle(today)
        return True

    def _enrol(self, her: Somebody) -> None:
        her.status, her.until = "enrolled", None
        self.enrolled += 1

    def settle(self, today: date) -> None:
        """What is free goes to who is next; nobody is passed over."""
        for her in self.line:
            if her.takes > self.left:
                return
            if self.hold_days:
                her.status, her.until = "offered", today + timedelta(days=self.hold_days)
            else:
                self._enrol(her)

    def go(self, number: int, today: date) -> bool:
        her = self.people[number]
        if her.status not in (*HOLD, WAIT):
            return False
        her.status = "left"
        self.settle(today)
        return True

    def say_yes(self, number: int, today: date) -> bool:
        her = self.people[number]
        if her.status != "offered" or her.until is None or her.until < today:
            return False
        self._enrol(her)
        return True

    def put_ahead(self, number: int, ahead: int, today: date) -> bool:
        her = self.people[number]
        if her.status != WAIT:
            return False
        her.ahead = ahead
        self.settle(today)
        return True

    def change_places(self, places: int, today: date) -> bool:
        """Not fewer than people hold, or than one who waits needs."""
        if places < max([self.places - self.left, *(one.takes for one in self.line)]):
            return False
        self.places = places
        self.settle(today)
        return True

    def night(self, today: date) -> None:
        """Whoever did not answer in time gives way."""
        late = [
            one
            for one in self.people.values()
            if one.status == "offered" and one.until is not None and one.until < today
        ]
        for her in sorted(late, key=lambda one: one.number):
            self.go(her.number, today)

    def forget(self, who: int, today: date) -> None:
        """Her name is struck out; who is next moves up. What was counted stays."""
        self.people = {one.number: one for one in self.people.values() if one.who != who}
        self.settle(today)
