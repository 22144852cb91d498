"""What stands between people and help, counted by every room that hears of it. Nobody is counted.

reason: a code of the office's barriers. need: what she looked for, where it is only one. department: of whom she spoke,
where it was an office of the city.
"""

from typing import Final

from xenia.ground.ledger.kinds import register

# The code is older than its second room; what was counted under it stays where it is.
BARRIER: Final = "casework.barrier"

register(
    BARRIER,
    "Somebody said what stands between her and help.",
    dimensions=("reason", "need", "language", "area", "department"),
)
