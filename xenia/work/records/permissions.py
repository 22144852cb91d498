"""What may be done with requests for records, and by whom."""

from xenia.ground.accounts.roles import OFFICE, Role, declare

# Whoever stands at the counter takes the paper in. She sees the list, not what is in a request.
declare("records.receive", anywhere=OFFICE)
declare("records.read", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.COUNSEL})
# Counsel's gate: nothing is given out before.
declare("records.decide", anywhere={Role.COUNSEL})
# The second person: never the one who decided.
declare("records.release", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.COUNSEL})
# Whoever knows the person hands her what we hold of her.
declare("records.give_own", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER})
