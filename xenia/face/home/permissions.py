"""Who may prepare lists for somebody to take along: whoever helps people face to face."""

from xenia.ground.accounts.roles import Role, declare

declare(
    "lists.prepare",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.CASEWORKER,
        Role.FRONT_DESK,
        Role.LIBRARIAN,
        Role.PARTNER_MANAGER,
        Role.PARTNER_MEMBER,
    },
)
