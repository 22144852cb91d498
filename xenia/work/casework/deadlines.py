"""By when the office takes its next step."""

from datetime import date
from typing import Final

from xenia.ground.reference.calendar import business_day_after

# Business days, the office's own habit. What is urgent is due the same day.
LOOKED_AT_WITHIN: Final = 2
DECIDED_WITHIN: Final = 5
# A roof, or safety, cannot wait.
URGENT_NEEDS: Final = frozenset({"safety", "shelter"})


def look_by(on: date, *, is_urgent: bool) -> date:
    """The business day by which somebody looks at an intake."""
    return on if is_urgent else business_day_after(on, LOOKED_AT_WITHIN)


def decide_by(on: date, *, is_urgent: bool) -> date:
    """The business day by which it is decided what the office can do."""
    return business_day_after(on, 1 if is_urgent else DECIDED_WITHIN)
