"""What the pages of this room have in common."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xenia.ground.common.transitions import WrongState
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import ClientGone
from xenia.registers.directory.models import Service
from xenia.work.referrals import operations
from xenia.work.referrals.models import Referral

# Somebody else acted first: what was typed is shown again, beside what stands now.
CROSSED: Final = 409
REFUSED: Final = (
    WrongState,
    ClientGone,
    operations.MayNotBeSent,
    operations.NoMoreInSight,
    operations.AlreadySent,
    operations.NoOrganization,
)


def reader() -> str:
    """The language of the page."""
    return get_language() or "en"


def code_address() -> str:
    """Where she types a code, as it stands on paper."""
    return f"{settings.SITE_ADDRESS}{reverse('my_referral:code')}"


def found(pk: UUID) -> Referral:
    """A referral by its address. Raises Http404."""
    related = ("service", "organization", "location", "consent", "client__contact", "rerouted_from")
    referral: Referral = get_object_or_404(Referral.objects.select_related(*related), pk=pk)
    return referral


def client_found(pk: UUID) -> Client:
    """A person by her address; not one whose record became part of another. Raises Http404."""
    client: Client = get_object_or_404(Client.objects.standing().select_related("contact"), pk=pk)
    return client


def service_found(pk: UUID) -> Service:
    """A service somebody stands behind. Raises Http404."""
    rows = Service.objects.select_related("organization").filter(organization__isnull=False)
    return get_object_or_404(rows, pk=pk)


def why_not(error: Exception) -> str:
    """What is told to whoever could not do it."""
    told = {
        operations.NoConsent: _(
            "Her consent for this organization has ended, or she took it back. Ask her again."
        ),
        operations.NoAgreement: _(
            "There is no agreement with this organization today. She can take the paper along."
        ),
        operations.OnPaperOnly: _(
            "Nobody is sent there by name. Hand over a paper; we keep only that it happened."
        ),
        operations.NoMoreInSight: _(
            "It is over, or you may not see it any more. Call the office if you have a question."
        ),
        operations.AlreadySent: _("She was sent there already, and it has not ended."),
        ClientGone: _("Her record became part of another one. Look for her again."),
    }
    return told.get(
        type(error), _("Somebody was here before you. Look at how it stands now, then go on.")
    )
