"""The pages about people, access and the audit."""

from . import audit, invitations, own, people

__all__ = ["audit", "invitations", "own", "people"]
