"""Why a sealed record is opened. Each opening names one of these, and the audit keeps it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PURPOSES: dict[str, str | Promise] = {
    "service": _("To help this person"),
    "own_data": _("She asked to see her own record"),
    "correction": _("To correct a mistake"),
    "supervision": _("To check our own work"),
    "order": _("To answer a request for records, with counsel"),
    "emergency": _("Somebody's safety needs it now"),
}


def register_purpose(code: str, label: str | Promise) -> None:
    """A room's own purpose. Raises ValueError when the code has another meaning already."""
    if PURPOSES.setdefault(code, label) is not label:
        raise ValueError(f"purpose {code!r} is registered twice")
