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
# Ask for an interpreter; within an organization one sees what it asked for.
declare(
    "language_access.ask",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.CASEWORKER,
        Role.FRONT_DESK,
        Role.LANGUAGE_ACCESS_OFFICE,
    },
    own_organization={
        Role.DEPARTMENT_COORDINATOR,
        Role.DEPARTMENT_MEMBER,
        Role.PARTNER_MANAGER,
        Role.PARTNER_MEMBER,
        Role.LIBRARIAN,
    },
)
# Look for somebody, ask, send, plan the week.
declare(
    "language_access.assign",
    anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.LANGUAGE_ACCESS_OFFICE},
)
# Her own week, her own offers.
declare("language_access.work", anywhere={Role.INTERPRETER})

# Numbers of the room: the office's all, a department's its own.
declare(
    "language_access.numbers",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.LANGUAGE_ACCESS_OFFICE,
        Role.POLICY_ANALYST,
    },
    own_organization={
        Role.DEPARTMENT_COORDINATOR,
        Role.DEPARTMENT_MEMBER,
        Role.PARTNER_MANAGER,
    },
)

# A department writes its own plan and reports; the office may write every one.
declare(
    "language_access.plan",
    anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.LANGUAGE_ACCESS_OFFICE},
    own_organization={
        Role.DEPARTMENT_COORDINATOR,
        Role.DEPARTMENT_MEMBER,
        Role.PARTNER_MANAGER,
    },
)
# Signing for the department, and sending its report.
declare(
    "language_access.plan_answer_for",
    own_organization={Role.DEPARTMENT_COORDINATOR, Role.PARTNER_MANAGER},
)
# Reading plans for the office, signing for it, spot checks, all departments side by side.
declare(
    "language_access.plans_office",
    anywhere={Role.DIRECTOR, Role.LANGUAGE_ACCESS_OFFICE},
)
# A link to the calendar of one's own organization; the office for every one.
declare(
    "language_access.feed",
    anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.LANGUAGE_ACCESS_OFFICE},
    own_organization={
        Role.DEPARTMENT_COORDINATOR,
        Role.PARTNER_MANAGER,
        Role.LIBRARIAN,
    },
)
