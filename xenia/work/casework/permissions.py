"""What may be done with intakes and matters, and by whom. Nobody outside the office sees any of it."""

from xenia.ground.accounts.roles import Role, declare

DECIDE = {Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER}

# Write down what somebody needs, note that she was here, ask for her interpreter, answer her.
declare("casework.take_in", anywhere=DECIDE | {Role.FRONT_DESK})
# Look at it first, decide, open matters and close them.
declare("casework.decide", anywhere=DECIDE)
# Bring in the cases an office had before.
declare("casework.bring", anywhere={Role.DIRECTOR, Role.SUPERVISOR})
