"""How a person may be reached without harm: phones are shared, and others open letters.

Source: National Network to End Domestic Violence, safety net: only ways the person named, asked again each time.
"""

from dataclasses import asdict, dataclass
from datetime import time
from typing import Any

from xenia.ground.notifications.hours import Hours


@dataclass(frozen=True, slots=True)
class Safety:
    """What a person said is safe. Who gives an address agrees to its plain use; a text and a recording need a word of hers.

    hours: only then; None means any hour the law leaves. note: for the colleague who calls.
    is_unsigned: nothing says who sends it, not even the city's name.
    """

    may_email: bool = True
    may_call: bool = True
    may_leave_voicemail: bool = False
    may_text: bool = False
    may_mail: bool = True
    is_unsigned: bool = False
    hours: Hours | None = None
    note: str = ""

    def allows(self, channel: str) -> bool:
        """Whether this way is safe."""
        return {
            "email": self.may_email,
            "sms": self.may_text,
            "call": self.may_call,
            "mail": self.may_mail,
        }[channel]

    def as_json(self) -> dict[str, Any]:
        """As it is sealed."""
        said = asdict(self)
        if self.hours:
            said["hours"] = [self.hours.start.isoformat(), self.hours.end.isoformat()]
        return said


def safety_from(said: dict[str, Any]) -> Safety:
    """What was sealed, read again."""
    hours = said.get("hours")
    read = Hours(time.fromisoformat(hours[0]), time.fromisoformat(hours[1])) if hours else None
    return Safety(**{**said, "hours": read})
