"""What may be done with complaints, and by whom."""

from xenia.ground.accounts.roles import Role, declare

DEPARTMENT = {Role.DEPARTMENT_COORDINATOR, Role.DEPARTMENT_MEMBER}
OMBUDSMAN = {Role.OMBUDSMAN_OFFICER, Role.SUPERVISOR, Role.DIRECTOR}

# Write down a complaint somebody makes at the desk, by phone or on paper; what she said is not read again.
declare(
    "ombudsman.take_in",
    anywhere={Role.CASEWORKER, Role.FRONT_DESK, *OMBUDSMAN},
)
# Read complaints, work on them, answer.
declare("ombudsman.handle", anywhere=OMBUDSMAN)
# Say who has a complaint, and who looks at one again.
declare("ombudsman.assign", anywhere={Role.SUPERVISOR, Role.DIRECTOR})
# Bring complaints in from a list kept elsewhere.
declare("ombudsman.import", anywhere={Role.OMBUDSMAN_OFFICER, Role.SUPERVISOR})
# What complaints show together: rates, rises, recommendations.
declare("ombudsman.patterns", anywhere={Role.POLICY_ANALYST, *OMBUDSMAN})
# Read what the office asks a department about a complaint, and answer it.
declare("ombudsman.reply", own_organization=DEPARTMENT)
# Say how long each step may take, and where requests are passed on to.
declare("ombudsman.settings", anywhere={Role.SUPERVISOR, Role.DIRECTOR})
