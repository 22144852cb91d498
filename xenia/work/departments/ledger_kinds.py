"""What is counted about equal access. Nobody is counted: the same person may be refused many times.

outcome: where a statement stands now, or what became of a report. reason: what a statement says, or what somebody was
told who was refused.
"""

from typing import Final

from xenia.ground.ledger.kinds import register

STATEMENT: Final = "departments.statement"
REFUSED: Final = "departments.refused"
CLOSED: Final = "departments.refusal_closed"

register(
    STATEMENT,
    "A statement on whom a city service serves was written, confirmed, fell due or was withdrawn.",
    dimensions=("department", "reason", "outcome"),
)
register(
    REFUSED,
    "Somebody reported that a city service refused her.",
    dimensions=("department", "service", "reason"),
)
register(
    CLOSED,
    "It is said what became of a report of a refusal, or it was opened again.",
    dimensions=("department", "service", "outcome"),
)
