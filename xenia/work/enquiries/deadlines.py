"""By when a question is answered."""

from datetime import date
from typing import Final

from xenia.ground.reference.calendar import Deadline, add_business_days
from xenia.work.enquiries.models.enquiry import Asker

# Business days, the office's own habit: a newspaper prints tomorrow, a department can wait.
ANSWER_WITHIN: Final[dict[str, int]] = {
    Asker.UNSAID: 3,
    Asker.RESIDENT: 3,
    Asker.DEPARTMENT: 5,
    Asker.PRESS: 1,
    Asker.PARTNER: 5,
}


def answer_by(asker: str, asked_on: date) -> Deadline:
    """The business day an answer is due, and the calendar that says so."""
    return add_business_days(asked_on, ANSWER_WITHIN[asker])
