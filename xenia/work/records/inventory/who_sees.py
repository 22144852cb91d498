"""Who sees a kind of record: the permissions whose pages show it, and the roles that hold them.

A test plants a word in every kind of record, opens every page as somebody who may, and compares. A later room adds its
kinds here, in its `apps.ready()`.
"""

from collections.abc import Iterable

from django.utils.functional import Promise

from xenia.ground.accounts.roles import PERMISSIONS, Role

# Kinds that no page shows are not in it.
SHOWN_TO: dict[str, tuple[str, ...]] = {
    "accounts.user": (
        "accounts.manage",
        "accounts.audit",
        "directory.edit",
        "directory.translate",
    ),
    "accounts.invitation": ("accounts.manage",),
    "directory.contact": ("directory.read",),
    "imports.sheetrun": ("imports.run",),
    "notifications.contactpoint": ("notifications.handle",),
    "notifications.reply": ("notifications.handle",),
    "records.recordsrequest": ("records.read",),
    "records.requestnote": ("records.read",),
    "vault.brokenglass": ("records.read",),
}


def roles_that_see(label: str) -> list[Role]:
    """The roles that a page shows this kind of record to, in the order of the list of roles."""
    return roles_with(SHOWN_TO.get(label, ()))


def roles_with(permissions: Iterable[str]) -> list[Role]:
    """The roles that hold at least one of these permissions, anywhere or within their own organisation."""
    held = [PERMISSIONS[code] for code in permissions]
    return [
        role for role in Role if any(role in one.anywhere | one.own_organization for one in held)
    ]


def role_names(roles: Iterable[Role]) -> list[str | Promise]:
    """The roles in words."""
    return [role.label for role in roles]
