"""What may be done with the people served, and by whom. A partner never looks for people."""

from xenia.ground.accounts.roles import Role, declare

SERVE = {Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER, Role.FRONT_DESK}

# Find a person, bring her in, write down what she says of herself, her consent, her household and helpers.
declare("clients.serve", anywhere=SERVE)
# Say that two are the same person, and take that back.
declare("clients.merge", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER})
# Destroy her key because she asks for it. There is no way back.
declare("clients.forget", anywhere={Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER})
