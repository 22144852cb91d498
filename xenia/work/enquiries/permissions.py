"""What may be done with questions, and by whom."""

from xenia.ground.accounts.roles import OFFICE, Role, declare

# Whoever meets people answers them; the language access office translates.
declare(
    "enquiries.answer",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.CASEWORKER,
        Role.FRONT_DESK,
        Role.LANGUAGE_ACCESS_OFFICE,
    },
)
# An answer that everybody may read needs a second person; never the one who wrote it.
declare("enquiries.review", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER})
# A department or a partner answers what was forwarded to it, and sees nothing else.
declare(
    "enquiries.reply",
    own_organization={
        Role.DEPARTMENT_COORDINATOR,
        Role.DEPARTMENT_MEMBER,
        Role.PARTNER_MANAGER,
        Role.PARTNER_MEMBER,
    },
)
declare("enquiries.log", anywhere=OFFICE)
