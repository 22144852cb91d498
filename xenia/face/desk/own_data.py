"""On a person's page: the way to the file of what we hold of her."""

from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from xenia.ground.accounts.models import User
from xenia.registers.clients.models import Client
from xenia.registers.clients.sections import LAST, SECTIONS, Section


def own_data(client: Client, user: User, _at: datetime) -> Section | None:
    """For whoever may hand it over."""
    if not user.may("records.give_own"):
        return None
    query = urlencode({"language": str(client.written_language)})
    return Section(
        _("What we hold about her"),
        url=f"{reverse('records:give_own', args=[client.subject_id])}?{query}",
        verb=_("Give her a copy"),
        empty=_("She can have a copy of everything, and see who looked."),
        place=LAST,
    )


def show_on_her_page() -> None:
    """Tell the room of the people served."""
    SECTIONS["own_data"] = own_data
