"""What may be done with the yearly report, and by whom."""

from xenia.ground.accounts.roles import OFFICE, Role, declare

ANSWERS = {
    Role.PARTNER_MANAGER,
    Role.PARTNER_MEMBER,
    Role.DEPARTMENT_COORDINATOR,
    Role.DEPARTMENT_MEMBER,
}
KEEPERS = {Role.DIRECTOR, Role.SUPERVISOR, Role.POLICY_ANALYST}

# Read drafts and remark on them.
declare("reports.read", anywhere=OFFICE)
# Make a draft, write its words, ask partners for their counts, post what two people signed.
declare("reports.prepare", anywhere=KEEPERS)
# Sign a draft: two people do, and nobody who signed may be the other one.
declare("reports.sign", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.COUNSEL})
# Answer the office's yearly call for counts, for one's own organization.
declare("reports.answer", anywhere=KEEPERS, own_organization=ANSWERS)
