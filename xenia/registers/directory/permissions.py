"""What may be done with the directory, and by whom."""

from xenia.ground.accounts.roles import EVERYONE, Role, declare

declare("directory.read", anywhere=EVERYONE)
declare(
    "directory.edit",
    anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.DIRECTORY_EDITOR},
    own_organization={Role.PARTNER_MANAGER, Role.DEPARTMENT_COORDINATOR},
)
# What people of the public tell us is for the office's editors alone.
declare("directory.suggestions", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.DIRECTORY_EDITOR})
declare(
    "directory.translate",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.DIRECTORY_EDITOR,
        Role.LANGUAGE_ACCESS_OFFICE,
    },
    own_organization={Role.PARTNER_MANAGER, Role.DEPARTMENT_COORDINATOR},
)
declare(
    "directory.add_organization", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.DIRECTORY_EDITOR}
)
declare("directory.import", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.DIRECTORY_EDITOR})
declare(
    "directory.unanswered",
    anywhere={
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.DIRECTORY_EDITOR,
        Role.LANGUAGE_ACCESS_OFFICE,
    },
)
# Looking up who may give legal help is the office's own work: nobody vouches for herself.
declare("directory.evidence", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.DIRECTORY_EDITOR})
