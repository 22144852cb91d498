"""Intakes as one would keep them on paper: what may be done with each, and what is counted."""

from collections import Counter
from dataclasses import dataclass, field

WAITS_FOR_US = ("submitted", "screened", "waitlisted")
ENDED = ("accepted", "declined", "withdrawn")
# From which states each step leads where.
STEPS: dict[str, dict[str, str]] = {
    "screen": {"submitted": "screened"},
    "accept": {"screened": "accepted", "waitlisted": "accepted"},
    "waitlist": {"screened": "waitlisted"},
    "decline": {"screened": "declined", "waitlisted": "declined"},
    "withdraw": dict.fromkeys(("started", *WAITS_FOR_US), "withdrawn"),
    "reopen": {"declined": "screened", "withdrawn": "submitted"},
}
NEED_STEPS = {"meet": ("open", "met"), "leave": ("open", "unmet"), "open": ("", "open")}


@dataclass(slots=True)
class Plain:
    """One sheet. holder: which of the colleagues has it. needs: how each stands."""

    status: str
    holder: int | None = None
    is_known: bool = False
    may_be_kept: bool = True
    is_looked_at: bool = False
    needs: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Folder:
    """All sheets, by number, and what was counted of them."""

    sheets: dict[int, Plain] = field(default_factory=dict)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, kind: str, outcome: str, quantity: int = 1) -> None:
        self.counted[kind, outcome] += quantity

    def lay_down(self, number: int, sheet: Plain) -> None:
        """Somebody came; every intake is begun first."""
        self.sheets[number] = sheet
        self.count("casework.intake", "started")
        if sheet.status != "started":
            self._submitted(sheet)

    def _submitted(self, sheet: Plain) -> None:
        self.count("casework.intake", "submitted")
        sheet.status = "submitted"
        sheet.needs.append("open")
        self.count("casework.need", "open")

    def finish(self, number: int) -> bool:
        """A draft is written to its end."""
        sheet = self.sheets[number]
        if sheet.status != "started":
            return False
        sheet.holder = None
        self._submitted(sheet)
        return True

    def take(self, number: int, who: int) -> bool:
        sheet = self.sheets[number]
        if sheet.status not in WAITS_FOR_US or sheet.holder not in (None, who):
            return False
        sheet.holder = who
        return True

    def release(self, number: int, who: int) -> bool:
        sheet = self.sheets[number]
        if sheet.status not in WAITS_FOR_US or sheet.holder != who:
            return False
        sheet.holder = None
        return True

    def step(self, act: str, number: int, who: int) -> bool:
        """One step of an intake; False where it may not be taken."""
        sheet = self.sheets[number]
        to, before = STEPS[act].get(sheet.status), sheet.status
        if to is None or not self._is_ready(sheet, to):
            return False
        sheet.status = to
        if act == "screen" and sheet.holder is None:
            sheet.holder = who
        if act == "reopen":
            sheet.holder = who
            self.count("casework.intake", before, -1)
            return True
        sheet.is_known = sheet.is_known or to == "accepted"
        self.count("casework.intake", to)
        if to == "screened" and not sheet.is_looked_at:
            sheet.is_looked_at = True
            self.count("casework.screened", "")
        return True

    @staticmethod
    def _is_ready(sheet: Plain, to: str) -> bool:
        if to in ("submitted", "screened"):
            return bool(sheet.needs)
        return to != "accepted" or sheet.may_be_kept

    def name(self, number: int) -> bool:
        """She says who she is, and agrees."""
        sheet = self.sheets[number]
        if sheet.is_known or sheet.status in ENDED:
            return False
        sheet.is_known = True
        return True

    def step_of_need(self, act: str, number: int, which: int) -> bool:
        """A need is met, left, or open again."""
        needs = self.sheets[number].needs
        before, (only_from, to) = needs[which], NEED_STEPS[act]
        if before == to or (only_from and before != only_from):
            return False
        needs[which] = to
        if to == "open":
            self.count("casework.need", before, -1)
        else:
            self.count("casework.need", to)
        return True

    def forget(self, number: int) -> None:
        """Her sheet goes; nothing that was counted does."""
        del self.sheets[number]
