"""Who may change the office's settings."""

from xenia.ground.accounts.roles import Role, declare

declare("reference.manage", anywhere={Role.DIRECTOR, Role.SUPERVISOR})
