"""What is counted about plans. Nobody is counted.

mode: how the department was asked. method: how it was counted. outcome: what happened. department: whose plan it is.
"""

from xenia.ground.ledger.kinds import register

DOCUMENT = "language_access.document"
SPOT_CHECK = "language_access.spot_check"

register(
    DOCUMENT,
    "A vital document stands in a language, reviewed by a second person.",
    dimensions=("language", "department", "method"),
)
register(
    SPOT_CHECK,
    "Somebody asked a department something in a language, to see what happens.",
    dimensions=("language", "department", "mode", "outcome", "method"),
)
