"""What is counted about casework.

mode: how she came; of a screening, "desk" with a colleague or "alone". outcome: where an intake, a need or a matter stands now. reason: why it ended so, or what stands
between her and help; of a request that was handed in, that it is no intake of its own. is_new: the first the office hears of her; of a matter, that it was never open before.
A step that is taken back is counted with a minus, while its year is open.
"""

from xenia.ground.ledger.kinds import register

INTAKE = "casework.intake"
SCREENED = "casework.screened"
NEED = "casework.need"
CONTACT = "casework.contact"
MATTER = "casework.matter"
SCREENING = "casework.screening"
# The same person asked for the same not long before.
AGAIN = "again"
ABOUT = ("language", "area")

register(
    INTAKE,
    "An intake reached a state.",
    dimensions=("mode", *ABOUT, "outcome", "reason", "is_new"),
    counts_persons=True,
)
register(
    SCREENED,
    "An intake was looked at, which is not one she handed in again.",
    dimensions=("mode", *ABOUT),
)
register(
    NEED,
    "Somebody said a need; it was met, or not.",
    dimensions=("need", *ABOUT, "outcome", "reason"),
)
register(
    CONTACT,
    "Somebody was here, or called, and was served.",
    dimensions=("mode", "language", "need"),
    counts_persons=True,
)
register(
    MATTER,
    "A matter was opened, or closed with an outcome.",
    dimensions=("program", "need", "outcome", "is_new"),
)
# Of nobody: a screening that is not kept leaves no trace of her, and she is not counted as a person by it.
register(
    SCREENING,
    "What somebody may get was looked up, with a colleague or alone.",
    dimensions=("mode", "need", "outcome"),
)
