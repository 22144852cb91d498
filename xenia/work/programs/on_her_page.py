"""What a person's page says of programs: where she takes part, waits, or was."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.accounts.models import User
from xenia.ground.common.local_words import written_day
from xenia.registers.clients.models import Client
from xenia.registers.clients.sections import SECTIONS, Row, Section
from xenia.work.programs.models import Enrolment
from xenia.work.programs.queries.shown import enrolments_of

SHOWN = 20


def programs_of_her(client: Client, user: User, _at: datetime) -> Section | None:
    """Her places in programs, the newest first; also those of records that were joined with hers."""
    if not user.may("programs.enrol"):
        return None
    everything = [client.pk, *client.absorbed.values_list("pk", flat=True)]
    rows = [_row(one) for one in enrolments_of(everything)[:SHOWN]]
    return Section(
        _("Programs"),
        rows,
        url=f"{reverse('programs:all')}?view=free&for={client.pk}",
        verb=_("Find a place in a program"),
        empty=_("She takes part in no program."),
    )


def _row(one: Enrolment) -> Row:
    return Row(
        title=f"{one.offering.program.name}: {one.offering.name}",
        url=reverse("programs:person", args=[one.pk]),
        when=written_day(one.enrolled_on or one.asked_on, get_language() or "en"),
        state=str(one.get_status_display()),
    )


def put_on_her_page() -> None:
    """Enter this room among the parts of a person's page."""
    SECTIONS["programs"] = programs_of_her
