"""Users, the roles they hold, invitations, and the audit."""

from .audit import AuditEvent
from .invitation import Invitation, SignInLink
from .user import RoleGrant, User, display_name

__all__ = ["AuditEvent", "Invitation", "RoleGrant", "SignInLink", "User", "display_name"]
