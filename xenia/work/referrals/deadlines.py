"""By when an organization answers, and how often the office asks how it went."""

from datetime import date, timedelta
from typing import Final

from xenia.ground.reference.calendar import SATURDAY, Deadline, add_business_days, closed_days
from xenia.work.referrals.models.agreement import USUAL_REPLY_DAYS, Agreement

# Business days of silence after the day to answer, before colleagues look for somebody else.
ESCALATED_AFTER: Final = 2
FOLLOW_UP_EVERY: Final = timedelta(days=14)
# After so many questions without an answer, the outcome is given up as unknown.
MOST_FOLLOW_UPS: Final = 3
# Until when a consent usually stands, and a link to her opens.
CONSENT_LASTS: Final = timedelta(days=90)
LINK_LASTS: Final = timedelta(days=14)
LONGEST_SPAN: Final = 400


def answer_by(agreement: Agreement | None, sent_on: date) -> Deadline:
    """The business day an answer is due, and the calendar that says so."""
    return add_business_days(sent_on, agreement.reply_days if agreement else USUAL_REPLY_DAYS)


def escalated_from(due_on: date) -> date:
    """The day from which silence is a colleague's task."""
    return add_business_days(due_on, ESCALATED_AFTER).due_on


def business_days_between(first: date, last: date) -> int:
    """How many days the office works after the first, up to the last; never more than a year's."""
    span = min((last - first).days, LONGEST_SPAN)
    days = [first + timedelta(days=number) for number in range(1, span + 1)]
    closed = closed_days(first, last) if days else set()
    return sum(day.weekday() < SATURDAY and day not in closed for day in days)
