"""By when the office takes its next step."""

from datetime import date
from typing import Final

from xenia.ground.reference.calendar import add_business_days

# Business days, the office's own habit. What is urgent is due the same day.
LOOKED_AT_WITHIN: Final = 2
DECIDED_WITHIN: Final = 5
# A roof, or safety, cannot wait.
URGENT_NEEDS: Final = frozenset({"safety", "shelter"})


def look_by(on: date, *, is_urgent: bool) -> date:
    """The business day by which somebody looks at an intake."""
    return on if is_urgent else add_business_days(on, LOOKED_AT_WITHIN).due_on


def decide_by(on: date, *, is_urgent: bool) -> date:
    """The business day by which it is decided what the office can do."""
    return add_business_days(on, 1 if is_urgent else DECIDED_WITHIN).due_on
