"""What is counted about complaints. Nobody is counted: the same person may complain many times.

No entry holds a department beside a language or an area, so that a rare language at one counter points at nobody.
"""

from typing import Final

from xenia.ground.ledger.kinds import register

FILED: Final = "ombudsman.filed"
FILED_IN: Final = "ombudsman.filed_in"
FILED_FROM: Final = "ombudsman.filed_from"
FOUND: Final = "ombudsman.found"
CLOSED: Final = "ombudsman.closed"
CLOCK: Final = "ombudsman.clock"
DAYS: Final = "ombudsman.days"
RECOMMENDED: Final = "ombudsman.recommended"

register(
    FILED,
    "Somebody complained; reason: about what, mode: how it came to us.",
    dimensions=("department", "reason", "mode"),
)
register(FILED_IN, "The same, in which language.", dimensions=("language", "reason"))
register(FILED_FROM, "The same, from which part of the city.", dimensions=("area", "reason"))
register(
    FOUND,
    "It was said what was found, or it was found otherwise by a second look.",
    dimensions=("department", "reason", "outcome"),
)
register(
    CLOSED,
    "A complaint was closed, or taken up again.",
    dimensions=("department", "reason", "outcome"),
)
register(
    CLOCK,
    "One of a complaint's clocks was met; mode: which, outcome: in time or late.",
    dimensions=("department", "mode", "outcome"),
)
register(
    DAYS,
    "Business days from a complaint to what was found, pauses aside.",
    dimensions=("department", "reason"),
)
register(
    RECOMMENDED,
    "What a department should change was recommended, accepted, declined or done.",
    dimensions=("department", "reason", "outcome"),
)
