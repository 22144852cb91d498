"""What is counted about referrals, and how.

need: what she was sent for. provider: to which organization. language, area: what she speaks and where she lives.
outcome: of an answer, accepted or declined; of an ended referral, what came of it for her (served, partly, not_served,
unknown), or declined or cancelled. reason: why not. Each entry but the days is about one person.
"""

from xenia.ground.ledger.kinds import register

SENT = "referrals.sent"
ANSWERED = "referrals.answered"
CLOSED = "referrals.closed"
DAYS_TO_ANSWER = "referrals.days_to_answer"
HANDED_OFF = "referrals.handed_off"
ABOUT = ("provider", "need", "language", "area")

register(
    SENT,
    "A person was referred to an organization.",
    dimensions=(*ABOUT, "mode"),
    counts_persons=True,
)
register(
    ANSWERED,
    "An organization answered a referral for the first time.",
    dimensions=(*ABOUT, "outcome", "reason"),
    counts_persons=True,
)
register(
    CLOSED,
    "A referral ended, and what came of it is known or given up.",
    dimensions=(*ABOUT, "outcome", "reason"),
    counts_persons=True,
)
register(
    DAYS_TO_ANSWER,
    "Business days from a referral to its first answer, added up.",
    dimensions=("provider",),
)
register(
    HANDED_OFF,
    "Somebody was handed over to a victim service, on paper alone.",
    dimensions=("need", "language", "provider"),
)
