"""By when a request is answered, when the paper names no day."""

from datetime import date
from typing import Final

from xenia.ground.reference.calendar import Deadline, add_business_days
from xenia.work.records.models.request import RequestKind

# Business days. Counsel confirms them for the office's own state.
# Source: Massachusetts G.L. c. 66 s. 10(b), as amended 2016 (10 business days for public records); the others are the
# office's own habit: a paper of force waits no longer than a week for counsel.
ANSWER_WITHIN: Final[dict[str, int]] = {
    RequestKind.PUBLIC_RECORDS: 10,
    RequestKind.OTHER_AGENCY: 10,
    RequestKind.OWN_DATA: 10,
    RequestKind.SUBPOENA: 5,
    RequestKind.ADMINISTRATIVE: 5,
    RequestKind.HOLD_NOTICE: 2,
    RequestKind.COURT_ORDER: 2,
    RequestKind.JUDICIAL_WARRANT: 0,
}


def answer_by(kind: str, received_on: date) -> Deadline:
    """The business day a request is due, and the calendar that says so."""
    return add_business_days(received_on, ANSWER_WITHIN[kind])
