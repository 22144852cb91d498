"""How long an entry counts as right, and when its organisation is asked: the terms of upkeep, each with its reason."""

from datetime import date, timedelta
from typing import Final

# Every organisation, place and service is confirmed once a year.
# Source: practice of information-and-referral services (annual verification per agency, site and program; a reminder
# after three weeks).
FRESH_FOR: Final = timedelta(days=365)
# The first letter leaves so early that both reminders, and three weeks after the last, fit into the year: an entry is
# labelled only when nobody answered three letters.
FIRST_MAIL_BEFORE: Final = timedelta(weeks=9)
REMINDERS: Final = (timedelta(weeks=3), timedelta(weeks=6))
MOST_MAILS: Final = 1 + len(REMINDERS)
# A late answer is welcome, so the link outlives the reminders; by then the organisation may be asked anew.
LINK_LIVES: Final = timedelta(weeks=26)
ASK_AGAIN_AFTER: Final = timedelta(weeks=26)
# Answers bring proposals that people read: more than these organisations are not asked on one day.
MAILS_A_DAY: Final = 200
# Renewing a recognition or a licence takes weeks of somebody else's time.
EVIDENCE_REMINDER: Final = timedelta(days=60)


def stale_on(confirmed_on: date) -> date:
    """The day from which an entry last confirmed on a day is labelled and comes later in lists."""
    return confirmed_on + FRESH_FOR


def stale_before(today: date) -> date:
    """An entry last confirmed before this day is labelled today."""
    return today - FRESH_FOR + timedelta(days=1)


def due_before(today: date) -> date:
    """An entry last confirmed before this day is asked about."""
    return today - FRESH_FOR + FIRST_MAIL_BEFORE
