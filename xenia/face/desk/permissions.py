"""What partners and colleagues may see of the numbers on the desk."""

from xenia.ground.accounts.roles import Role, declare

# An organization sees its own work here, and its own numbers.
declare(
    "desk.partner",
    own_organization={
        Role.PARTNER_MANAGER,
        Role.PARTNER_MEMBER,
        Role.DEPARTMENT_COORDINATOR,
        Role.DEPARTMENT_MEMBER,
    },
)
# Say to its funder what a quarter held.
declare(
    "desk.hand_in",
    own_organization={Role.PARTNER_MANAGER, Role.DEPARTMENT_COORDINATOR},
)
# What became of referrals and needs, over every organization, counted without names.
declare(
    "desk.statistics",
    anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER, Role.POLICY_ANALYST},
)
# What is late over every room, what rises, the last weeks; and share it, protected.
declare("desk.board", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.POLICY_ANALYST})
# See the weeks as they were counted, small numbers too: only who may open every record they count (ADR 0049).
declare("desk.weeks", anywhere={Role.DIRECTOR, Role.SUPERVISOR})
