"""The messages of this room, and those of rooms that have no entry of their own."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import Template, add_message
from xenia.ground.reference.office import office_facts

STOPPED = "notifications.stopped"
STARTED = "notifications.started"
HELP = "notifications.help"


def _office_phone(_record: UUID, _language: str) -> Mapping[str, str] | None:
    phone = office_facts().phone
    return {"phone": phone} if phone else None


add_message(
    Template(
        code=STOPPED,
        title=_("The note that messages have stopped"),
        purpose="stop_confirmation",
        texts={
            "sms": _(
                "You get no more messages from us. If you want them again, reply START.",
            )
        },
    )
)
add_message(
    Template(
        code=STARTED,
        title=_("The note that messages begin again"),
        purpose="answers",
        texts={"sms": _("You get our messages again. To end them, reply STOP.")},
    )
)
add_message(
    Template(
        code=HELP,
        title=_("The answer to HELP"),
        purpose="answers",
        texts={
            "sms": _("We send short notes you asked for. To end them, reply STOP. Call: %(phone)s")
        },
        examples={"phone": "617-555-0100"},
        facts=_office_phone,
    )
)
add_message(
    Template(
        code="directory.service_closed",
        title=_("A service was closed"),
        purpose="work",
        subject=_("A service was closed"),
        texts={
            "email": _(
                "A service in the directory was closed. Open the directory to see which one, and tell people who wait for it."
            )
        },
    )
)
