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
