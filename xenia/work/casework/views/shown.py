"""What the pages of colleagues have in common."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from xenia.ground.accounts.access import StaffRequest
from xenia.ground.accounts.queries import names_of_people
from xenia.ground.common.transitions import WrongState
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import ClientGone, consent_of_receipt
from xenia.registers.clients.queries.people import paper_language
from xenia.work.casework.models import Intake, Matter
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.models.matter import OFFICE
from xenia.work.casework.operations import NotYours, TakenAlready, TakenIn
from xenia.work.casework.queries.screening_words import STATUS_NOT_KEPT

CROSSED = 409
UNTRUE = 422


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def found(pk: UUID) -> Intake:
    """An intake by its address. Raises Http404."""
    intake: Intake = get_object_or_404(Intake, pk=pk)
    return intake


def found_matter(pk: UUID) -> Matter:
    """A matter by its address. Raises Http404."""
    matter: Matter = get_object_or_404(Matter, pk=pk)
    return matter


def is_elsewhere(matter: Matter) -> bool:
    """Whether it has a page of its own: a legal matter of the office, or another house's."""
    return matter.is_legal or matter.holder != OFFICE


def found_person(typed: str | UUID | None) -> Client | None:
    """Somebody the office knows, by her number; whoever was merged leads to the kept one."""
    try:
        pk = UUID(str(typed))
    except ValueError:
        return None
    client: Client | None = Client.objects.filter(pk=pk).first()
    return client.merged_into if client and client.merged_into_id else client


def version_in(request: StaffRequest) -> int | None:
    """The version of the record the page was made from; None when it says none."""
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 9 else None


def too_late() -> str:
    """What is told to whoever comes second."""
    return _("Somebody was here before you. Look at how it stands now.")


def what_is_missing(missing: NotReady) -> str:
    """What is to be done before this step."""
    return {
        "needs": _("Say first what she needs."),
        "taken": _("Take it first."),
        "person": _("Write down first who she is, or serve her without a name."),
        "consent": _("Ask her first whether we may keep a record. Then tick it below."),
        "reason": _("Choose a reason."),
        "outcome": _("Choose how it ended."),
        "conflict": _(
            "We stand on the other side: nobody works on it here. Name somebody else to her."
        ),
        "hold": _("It rests. End the rest first."),
        "status": str(STATUS_NOT_KEPT),
    }.get(missing.what, too_late())


def why_not(error: Exception) -> str:
    """A sentence for whoever could not do it."""
    if isinstance(error, NotReady):
        return what_is_missing(error)
    if isinstance(error, TakenAlready):
        name = names_of_people([error.by]).get(error.by, "")
        return _("%(name)s took it before you.") % {"name": name or _("A colleague")}
    if isinstance(error, NotYours):
        return _("It is with another colleague.")
    if isinstance(error, ClientGone):
        return _("Her record was joined with another meanwhile. Find her once more.")
    return too_late()


REFUSALS = (WrongState, NotReady, TakenAlready, NotYours, ClientGone)


def show_taken_in(request: StaffRequest, taken_in: TakenIn) -> HttpResponse:
    """It is written down. Her receipt's code is shown this once, and printed in her language."""
    context: dict[str, Any] = {
        "intake": taken_in.intake,
        "receipt": taken_in.receipt,
        "interpreter": taken_in.interpreter,
        "code_address": f"{settings.SITE_ADDRESS}{reverse('my_referral:code')}",
    }
    consent = consent_of_receipt(taken_in.receipt)
    if consent is not None:
        tongue = paper_language(consent.client, otherwise=reader())
        with override(tongue):
            sheet = reverse("clients:receipt", args=[consent.client_id, consent.pk])
        context |= {"sheet": sheet, "tongue": tongue}
    return render(request, "casework/taken_in.html", context)


def done(
    request: StaffRequest, act: Callable[[], Any], well: str, back: str, *args: Any
) -> HttpResponse:
    """Do one act that carries no words, say how it went, and go back."""
    try:
        act()
    except REFUSALS as error:
        messages.info(request, why_not(error))
    else:
        messages.success(request, well)
    return redirect(back, *args)
