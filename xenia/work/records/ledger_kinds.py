"""What is counted about requests for records. The counts of each year are public.

reason: the kind of request. mode: whether a judge signed it. outcome: what counsel decided.
"""

from xenia.ground.ledger.kinds import register

RECEIVED = "records.received"
ANSWERED = "records.answered"

register(RECEIVED, "A request for records came in.", dimensions=("reason", "mode"))
register(
    ANSWERED,
    "A request for records was answered, or taken back.",
    dimensions=("reason", "mode", "outcome"),
)
