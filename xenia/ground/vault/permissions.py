"""Who may open what is sealed."""

from xenia.ground.accounts.roles import OFFICE, Role, declare

# The office's own compartment, and each organisation's own. Nobody of the office opens an organisation's.
declare(
    "vault.open_office",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.CASEWORKER,
        Role.OMBUDSMAN_OFFICER,
        Role.COUNSEL,
    },
)
declare("vault.open_own", own_organization={Role.PARTNER_MANAGER, Role.PARTNER_MEMBER})
declare("vault.break_glass", anywhere=OFFICE)
# Rules of retention: one enters, two different people approve. Withdrawing one only stops destruction.
declare("vault.retention", anywhere={Role.DIRECTOR, Role.COUNSEL, Role.SUPERVISOR})
declare("vault.hold", anywhere={Role.DIRECTOR, Role.COUNSEL})
