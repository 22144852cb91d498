"""What may be done with statements on equal access, and by whom."""

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
