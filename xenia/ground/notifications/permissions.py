"""What may be done with messages, and by whom."""

from xenia.ground.accounts.roles import Role, declare

AT_THE_DESK = {Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER, Role.FRONT_DESK}

declare("notifications.read", anywhere={*AT_THE_DESK, Role.LANGUAGE_ACCESS_OFFICE})
declare("notifications.handle", anywhere=AT_THE_DESK)
