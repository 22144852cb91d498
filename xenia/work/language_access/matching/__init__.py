"""The matching of requests and interpreters: pure rules over whole numbers, without Django and without a solver.

`match` plans a week, `place` one request that arrives, `why` and `why_each` say who can be sent and what stands in the way,
`unfilled_cause`, `what_would_fill` and `supply_gaps` say what is missing. `week.py` is what goes in and comes out.
"""

from .first_come import first_come_plan
from .levers import Gap, Hint, Lever, supply_gaps, what_would_fill
from .plan import best_fits, match, place
from .reasons import Favour, Reason, Why, unfilled_cause, why, why_each
from .week import Assignment, ByMatrix, Candidate, Held, Mode, Need, Placement, Plan, Week

__all__ = [
    "Assignment",
    "ByMatrix",
    "Candidate",
    "Favour",
    "Gap",
    "Held",
    "Hint",
    "Lever",
    "Mode",
    "Need",
    "Placement",
    "Plan",
    "Reason",
    "Week",
    "Why",
    "best_fits",
    "first_come_plan",
    "match",
    "place",
    "supply_gaps",
    "unfilled_cause",
    "what_would_fill",
    "why",
    "why_each",
]
