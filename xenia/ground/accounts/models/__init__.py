"""Users, the roles they hold, invitations, and the audit."""

from .audit import AuditEvent
from .audit_chain import AuditCut, AuditLink, AuditPlace
from .invitation import Invitation, SignInLink
from .user import RoleGrant, User, display_name

__all__ = [
    "AuditCut",
    "AuditEvent",
    "AuditLink",
    "AuditPlace",
    "Invitation",
    "RoleGrant",
    "SignInLink",
    "User",
    "display_name",
]
