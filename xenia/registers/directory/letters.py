"""The letters that ask an organisation about its entries, and where they go; and the one to whoever asked for a change."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.local_words import written_day
from xenia.ground.notifications.catalogue import Template, add_message
from xenia.ground.notifications.purposes import WORK
from xenia.ground.notifications.recipients import WORK_ADDRESSES, WorkAddress
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Organization, Proposal, VerificationRequest
from xenia.registers.directory.operations.asking import LETTERS, new_link
from xenia.registers.directory.operations.proposals import DECIDED
from xenia.registers.directory.queries.verification import address_of, language_of

_EXAMPLES = {
    "link": "https://city.example/en/verify/a-long-word-nobody-guesses/",
    "day": "May 31, 2027",
    "organization": "Harbor Street Library",
    "call": "Questions? Call us: 617-555-0100",
}


def link_of(request: UUID, language: str) -> Mapping[str, str] | None:
    """What a letter says: a link made for this letter alone, and until when it opens. None when nothing is asked any more."""
    asked = VerificationRequest.objects.filter(pk=request).first()
    if asked is None or asked.status != VerificationRequest.Status.OPEN:
        return None
    codes = office_facts().codes
    reader = language if language in codes else codes[0]
    with translation.override(reader):
        address = reverse("verify", args=[new_link(asked)])
        phone = office_facts().phone
        call = gettext("Questions? Call us: %(phone)s") % {"phone": phone} if phone else ""
    return {
        "organization": asked.organization.name,
        "call": call,
        "link": f"{settings.SITE_ADDRESS}{address}",
        "day": written_day(asked.expires_on, reader),
    }


def page_of_proposal(proposal: UUID, language: str) -> Mapping[str, str] | None:
    """Where whoever asked for a change reads what became of it; None when it is gone."""
    if not Proposal.objects.filter(pk=proposal).exists():
        return None
    codes = office_facts().codes
    with translation.override(language if language in codes else codes[0]):
        address = reverse("directory:proposal", args=[proposal])
    return {"link": f"{settings.SITE_ADDRESS}{address}"}


def work_address(organization: UUID) -> WorkAddress | None:
    """Where an organisation is reached, and in which language; None when it has no e-mail."""
    found = Organization.objects.filter(pk=organization).first()
    address = address_of(found) if found else ""
    return WorkAddress(address, language_of(address)) if address else None


_TEXTS = (
    (
        _("The yearly question: is your entry still right?"),
        _("Is your entry still right?"),
        _(
            "Your organization stands in our public directory. Once a year we ask: is everything said there still right?\n\nOpen this page. If nothing changed, it takes one click, and you need no account:\n%(link)s\n\nThe page also has a button for “something changed”, and one for “I no longer work there”. It opens until %(day)s. Please do not pass it on."
        ),
    ),
    (
        _("The first reminder of the yearly question"),
        _("Please look: is your entry still right?"),
        _(
            "Three weeks ago we asked whether your entry in our directory is still right. People go where it sends them.\n\nIf nothing changed, it takes one click, without an account:\n%(link)s\n\nYou no longer work there? The page has a button for that. It opens until %(day)s."
        ),
    ),
    (
        _("The last reminder of the yearly question"),
        _("Last reminder: is your entry still right?"),
        _(
            "We asked twice whether your entry in our directory is still right. If nobody answers in three weeks, we tell our readers that nobody has confirmed it, and it comes later in their lists.\n\nOne click, without an account:\n%(link)s\n\nYou no longer work there? The page has a button for that. It opens until %(day)s."
        ),
    ),
)


def register_letters() -> None:
    """Put the letters into the catalogue, and tell the room of messages where organisations are reached."""
    for code, (title, subject, text) in zip(LETTERS, _TEXTS, strict=True):
        add_message(
            Template(
                code=code,
                title=title,
                purpose=WORK,
                subject=subject,
                # Whom it is about stands first, and who answers the phone last.
                texts={"email": format_lazy("%(organization)s\n\n{}\n\n%(call)s", text)},
                examples=_EXAMPLES,
                facts=link_of,
            )
        )
    add_message(
        Template(
            code=DECIDED,
            title=_("The office looked at your change"),
            purpose=WORK,
            subject=_("The office looked at your change"),
            texts={
                "email": _(
                    "The office looked at the change you sent. Sign in to read what it decided:\n%(link)s"
                )
            },
            examples={"link": "https://city.example/en/desk/directory/proposals/"},
            facts=page_of_proposal,
        )
    )
    WORK_ADDRESSES[Organization._meta.label_lower] = work_address
