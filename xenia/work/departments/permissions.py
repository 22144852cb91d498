"""What may be done with statements on equal access and with reports of refusals, and by whom."""

from xenia.ground.accounts.roles import Role, declare

DEPARTMENT = {Role.DEPARTMENT_COORDINATOR, Role.DEPARTMENT_MEMBER}

# Write whom a service serves: the department itself, or the office for it.
declare(
    "departments.state",
    anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.POLICY_ANALYST},
    own_organization=DEPARTMENT,
)
# Only the department answers for what it says; nobody confirms in its place.
declare("departments.confirm", own_organization=DEPARTMENT)
# Which departments are late, and how often each service refused somebody.
declare(
    "departments.overview",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.POLICY_ANALYST,
        Role.OMBUDSMAN_OFFICER,
    },
)
# Read what somebody who was refused wrote, answer her, ask the department.
declare(
    "departments.refusals",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.CASEWORKER,
        Role.FRONT_DESK,
        Role.OMBUDSMAN_OFFICER,
    },
)
# Answer what the office asks about a refusal; the department sees the office's words alone.
declare("departments.reply", own_organization=DEPARTMENT)
