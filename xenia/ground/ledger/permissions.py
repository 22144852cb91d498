"""What may be done with the ledger, and by whom."""

from xenia.ground.accounts.roles import Role, declare

KEEPERS = frozenset({Role.DIRECTOR, Role.SUPERVISOR, Role.COUNSEL})

declare("ledger.read", anywhere=KEEPERS)
declare("ledger.lock", anywhere=KEEPERS)
# Two different people are needed: one proposes, another seals.
declare("ledger.seal", anywhere=KEEPERS)
declare("ledger.correct", anywhere=KEEPERS)
