"""What may be done with programs, and by whom. Whoever runs programs elsewhere sees codes, never names."""

from xenia.ground.accounts.roles import Role, declare

RUNS = {Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER}
SERVES = RUNS | {Role.FRONT_DESK}
ELSEWHERE = {
    Role.PARTNER_MANAGER,
    Role.PARTNER_MEMBER,
    Role.DEPARTMENT_COORDINATOR,
    Role.DEPARTMENT_MEMBER,
    Role.LIBRARIAN,
}

# See programs, their places and sessions.
declare("programs.read", anywhere=SERVES | {Role.POLICY_ANALYST}, own_organization=ELSEWHERE)
# Plan them, say how much was planned and given, note who came.
declare("programs.run", anywhere=RUNS, own_organization=ELSEWHERE)
# Bring a person in, see her name, move the waiting list.
declare("programs.enrol", anywhere=SERVES)
