"""What may be done with intakes and matters, and by whom. Outside the office, an organization sees its own legal matters alone."""

from xenia.ground.accounts.roles import Role, declare

DECIDE = {Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER}

# Write down what somebody needs, note that she was here, ask for her interpreter, answer her.
declare("casework.take_in", anywhere=DECIDE | {Role.FRONT_DESK})
# Look at it first, decide, open matters and close them.
declare("casework.decide", anywhere=DECIDE)
# Bring in the cases an office had before.
declare("casework.bring", anywhere={Role.DIRECTOR, Role.SUPERVISOR})
# Run the legal matters of one's own house: the office's, or one's organization's. Neither opens the other's.
declare(
    "casework.legal",
    anywhere=DECIDE,
    own_organization={Role.PARTNER_MANAGER, Role.PARTNER_MEMBER},
)
# Write down who may speak for people, before whom, until when.
declare(
    "casework.credentials",
    anywhere={Role.DIRECTOR, Role.SUPERVISOR},
    own_organization={Role.PARTNER_MANAGER},
)
