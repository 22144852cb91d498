"""What may be done with referrals, and by whom."""

from xenia.ground.accounts.roles import Role, declare

# Choose an organization with a person, ask for her consent, send it, and follow what becomes of it.
declare(
    "referrals.send",
    anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER, Role.FRONT_DESK},
)
# Write down what was agreed with an organization; without it, nobody there sees anything.
declare("referrals.agree", anywhere={Role.DIRECTOR, Role.SUPERVISOR})
# Another organization answers what was sent to it, and sees nothing else.
declare(
    "referrals.answer",
    own_organization={
        Role.PARTNER_MANAGER,
        Role.PARTNER_MEMBER,
        Role.DEPARTMENT_COORDINATOR,
        Role.DEPARTMENT_MEMBER,
    },
)
