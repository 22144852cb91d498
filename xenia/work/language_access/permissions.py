"""What may be done with the roster, and by whom."""

from xenia.ground.accounts.roles import Role, declare

# Languages, ways, credentials and how to book. Names and private contacts need the second permission.
declare(
    "language_access.roster",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.CASEWORKER,
        Role.FRONT_DESK,
        Role.LANGUAGE_ACCESS_OFFICE,
    },
    own_organization={Role.DEPARTMENT_COORDINATOR, Role.DEPARTMENT_MEMBER},
)
declare(
    "language_access.manage",
    anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.LANGUAGE_ACCESS_OFFICE},
)
