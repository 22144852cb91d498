"""What is counted about equal access. Nobody is counted: the same person may be refused many times.

outcome: where a statement stands now. reason: what a statement says. Whoever was refused complains: the ombudsman's room
counts the refusal here. Until then reports of refusals had a reason and an outcome of their own.
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
    "Somebody complained that a city service refused her.",
    dimensions=("department", "service", "reason"),
)
register(
    CLOSED,
    "It was said what became of a report of a refusal, before such reports became complaints.",
    dimensions=("department", "service", "outcome"),
)
