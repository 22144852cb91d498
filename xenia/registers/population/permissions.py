"""Who reads the estimates, and who brings them in."""

from xenia.ground.accounts.roles import OFFICE, Role, declare

# Published numbers about nobody: departments and partners plan with them too.
declare(
    "population.read",
    anywhere=OFFICE
    | {
        Role.DEPARTMENT_COORDINATOR,
        Role.DEPARTMENT_MEMBER,
        Role.PARTNER_MANAGER,
        Role.PARTNER_MEMBER,
        Role.LIBRARIAN,
    },
)
declare(
    "population.bring_in",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.LANGUAGE_ACCESS_OFFICE,
        Role.POLICY_ANALYST,
    },
)
