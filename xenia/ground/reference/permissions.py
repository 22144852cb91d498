"""Who may change the office's settings, and who keeps the laws it works by."""

from xenia.ground.accounts.roles import OFFICE, Role, declare

declare("reference.manage", anywhere={Role.DIRECTOR, Role.SUPERVISOR})
declare(
    "reference.read_laws", anywhere=OFFICE | {Role.DEPARTMENT_COORDINATOR, Role.DEPARTMENT_MEMBER}
)
declare(
    "reference.keep_laws",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.COUNSEL,
        Role.POLICY_ANALYST,
        Role.LANGUAGE_ACCESS_OFFICE,
    },
)
