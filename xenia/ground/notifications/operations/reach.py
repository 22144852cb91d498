"""Somebody who wrote to us without an account says how she hears from us."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from xenia.ground.accounts.models import User
from xenia.ground.notifications.models import ConsentNote, ContactPoint
from xenia.ground.notifications.operations.consent import give_consent
from xenia.ground.notifications.operations.contact import add_contact_point
from xenia.ground.notifications.safety import Safety

ANSWERS = "answers"  # the purpose she agrees to


@dataclass(frozen=True, slots=True, repr=False)
class Way:
    """One way to reach her. kind: "phone" or "email"; channels: those she said yes to."""

    kind: str
    address: str
    safety: Safety = field(default_factory=Safety)
    channels: tuple[str, ...] = ()


def reach(
    *, subject: UUID, way: Way, spoken: str, written: str, by: User | None, at: datetime
) -> ContactPoint:
    """A way to reach her, with the yes she gave by choosing it. Raises NotAnAddress."""
    point = add_contact_point(
        subject=subject,
        kind=way.kind,
        address=way.address,
        by=by,
        at=at,
        safety=way.safety,
        spoken=spoken,
        written=written,
    )
    for channel in way.channels:
        give_consent(
            contact=point,
            channel=channel,
            purposes=[ANSWERS],
            how=ConsentNote.How.ORAL if by else ConsentNote.How.FORM,
            by=by,
            at=at,
        )
    return point
