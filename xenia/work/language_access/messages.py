"""The messages of this room. None says who interprets which language, nor for whom."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xenia.ground.notifications.catalogue import Template, add_message
from xenia.ground.notifications.recipients import WORK_ADDRESSES, WorkAddress
from xenia.ground.reference.office import office_facts
from xenia.work.language_access.models import Interpreter

CREDENTIAL_ENDS = "language_access.credential_ends"
CREDENTIALS_TO_LOOK_AT = "language_access.credentials_to_look_at"


def work_address(interpreter: UUID) -> WorkAddress | None:
    """Where an interpreter is written to about her work; None when she gave no e-mail, or left."""
    found = Interpreter.objects.here().select_related("user").filter(pk=interpreter).first()
    if found is None or not found.email:
        return None
    language = found.user.language if found.user else office_facts().codes[0]
    return WorkAddress(str(found.email), language)


def register_messages() -> None:
    """Tell the room of messages what is said, and how an interpreter is reached."""
    WORK_ADDRESSES[Interpreter._meta.label_lower] = work_address
    add_message(
        Template(
            code=CREDENTIAL_ENDS,
            title=_("Something in your file with us ends soon"),
            purpose="work",
            subject=_("Something in your file with us ends soon"),
            texts={
                "email": _(
                    "A paper in your file with us ends soon. Send us the new one before it does, or call us."
                )
            },
        )
    )
    add_message(
        Template(
            code=CREDENTIALS_TO_LOOK_AT,
            title=_("A credential on the roster ends within a week"),
            purpose="work",
            subject=_("The roster needs a look"),
            texts={"email": _("A credential on the roster ends within a week. Sign in to look.")},
        )
    )
