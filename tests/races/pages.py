"""What is needed to click at the same moment: who is signed in, and what stands on the pages."""

from datetime import timedelta
from time import time
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.test import Client as Browser

from tests.races.acts import send
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import now
from xenia.ground.common.gate import open_form
from xenia.registers.clients.operations import Agreed, give_consent
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.work.casework.views.public import ASK
from xenia.work.programs.models import Enrolment
from xenia.work.referrals.codes import partner_token
from xenia.work.referrals.tests.makers import Partner, a_referral, an_agreement

SIGNED_IN = "allauth.account.auth_backends.AuthenticationBackend"


def _session_of(person: User) -> str:
    browser = Browser()
    browser.force_login(person, backend=SIGNED_IN)
    return str(browser.session.session_key)


def colleagues(*, number: int) -> list[str]:
    """The sessions of colleagues of the office."""
    return [_session_of(a_user(Role.CASEWORKER)) for _one in range(number)]


def in_the_inbox() -> dict[str, Any]:
    """A referral that waits, and the session of who answers."""
    found = send()
    return {**found, "session": _session_of(User.objects.get(pk=found["member"]))}


def behind_a_link() -> dict[str, Any]:
    """A referral that went to an organization without an account, and the secret of its link."""
    at, organization = now(), an_organization(name="No account here")
    agreement = an_agreement(organization, at=at, email="desk@noaccount.example")
    partner = Partner(organization, agreement, a_service(organization=organization), a_user())
    referral = a_referral(partner, by=a_user(), at=at)
    return {
        "referral": referral.pk,
        "organization": organization.pk,
        "version": referral.state_version,
        "token": partner_token(referral.pk),
    }


def of_number(*, offering: UUID, number: int) -> dict[str, Any]:
    """The enrolment of who came with this number."""
    found = Enrolment.objects.get(offering_id=offering, number=number)
    return {"pk": found.pk, "version": found.state_version}


def open_request() -> str:
    """The token of a form on which somebody asks for help, opened a while ago."""
    with patch("time.time", return_value=time() - timedelta(minutes=2).total_seconds()):
        return open_form(ASK)


def agreed() -> dict[str, Any]:
    """A consent, and the code on its receipt."""
    consent, code = give_consent(
        client=a_client(at=now()), agreed=Agreed(purpose="follow_up"), by=None, at=now()
    )
    return {"consent": consent.pk, "code": code}


def taken_back(*, consent: UUID) -> int:
    """How often the audit says that this consent was taken back."""
    acts = AuditEvent.objects.filter(action="clients.consent_withdrawn")
    return acts.filter(record_id=consent).count()
