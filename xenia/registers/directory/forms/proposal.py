"""What an editor answers to somebody who asked for a change, and what she saw when she did."""

from collections.abc import Mapping

from django import forms
from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext_lazy as _

_SALT = "directory.proposal"


class DeclineForm(forms.Form):
    """Why what was proposed does not come."""

    reason = forms.CharField(
        label=_("Why not? The person who asked reads this"),
        max_length=1000,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3}),
        error_messages={"required": _("Write why. The person who asked reads it.")},
    )


def seal_of(standing: Mapping[str, str]) -> str:
    """What stood beside the proposal when the editor looked, to come back with her decision."""
    return signing.dumps(dict(standing), salt=_SALT, compress=True)


def seen_of(seal: str) -> dict[str, str]:
    """What the editor saw. Raises SuspiciousOperation when the seal is broken."""
    try:
        seen: dict[str, str] = signing.loads(seal, salt=_SALT)
    except signing.BadSignature:
        raise SuspiciousOperation("the seal of a proposal is broken") from None
    return seen
