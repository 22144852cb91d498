"""A referral as one would keep it on paper: where it stands, what may be done with it, and what is counted."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

OPEN = ("sent", "on_hold", "accepted", "started")
ENDED = ("declined", "completed", "cancelled")
# From which states the organization's answers lead on.
ANSWERS: dict[str, tuple[str, ...]] = {
    "accepted": ("sent", "on_hold"),
    "declined": ("sent", "on_hold"),
    "on_hold": ("sent", "accepted", "started"),
    "started": ("on_hold", "accepted"),
    "completed": OPEN,
}


@dataclass(slots=True)
class Plain:
    """One sheet. agreed_until: the last day of her consent, None when she took it back."""

    agreed_until: date | None
    status: str = "sent"
    outcome: str = ""
    is_answered: bool = False
    ended: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)

    def agrees(self, today: date) -> bool:
        return self.agreed_until is not None and today <= self.agreed_until

    def is_seen(self, today: date) -> bool:
        """Whether the organization may look at it."""
        return self.status in OPEN and self.agrees(today)

    def answer(self, to: str, today: date, *, outcome: str = "", why: str = "") -> bool:
        """The organization says something; False where it may not."""
        if not self.is_seen(today) or self.status not in ANSWERS[to]:
            return False
        if outcome == "not_served" and not why:
            return False
        if to in ("accepted", "declined") and not self.is_answered:
            self.is_answered = True
            self.answers[to] += 1
        self._move(to, outcome)
        return True

    def know(self, outcome: str, why: str = "") -> bool:
        """Somebody says how it went: she, or a colleague who heard it."""
        if self.status not in (*OPEN, "completed") or (outcome == "not_served" and not why):
            return False
        if self.status == "completed":
            self.ended[self.outcome] -= 1
        self._move("completed", outcome)
        return True

    def may_be_not_yet(self) -> bool:
        return self.status in OPEN

    def cancel(self) -> bool:
        if self.status not in OPEN:
            return False
        self._move("cancelled")
        return True

    def reopen(self, today: date) -> bool:
        if self.status not in ENDED or not self.agrees(today):
            return False
        self.ended[self.outcome or self.status] -= 1
        self.status, self.outcome = "sent", ""
        return True

    def take_back(self) -> None:
        """Her consent: what relied on it ends."""
        self.agreed_until = None
        self.cancel()

    def time_passed(self, status: str, outcome: str, today: date) -> bool:
        """By itself it ends when nobody there may see it, or when nobody ever says how it went. Whether that is so."""
        if (status, outcome) == (self.status, self.outcome):
            return self.status != "sent" or self.agrees(today)
        may = (status == "cancelled" and self.status == "sent" and not self.agrees(today)) or (
            (status, outcome) == ("completed", "unknown") and self.status in OPEN
        )
        if may:
            self._move(status, outcome)
        return may

    def _move(self, to: str, outcome: str = "") -> None:
        self.status, self.outcome = to, outcome
        if to in ENDED:
            self.ended[outcome or to] += 1
