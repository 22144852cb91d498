"""Who may do what: partners and departments see nothing, the front desk takes in and does not decide."""

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.roles import PERMISSIONS, WITHIN_ORGANIZATION, Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.casework.models import Intake
from xenia.work.casework.models.intake import Status
from xenia.work.casework.tests.makers import a_caseworker, a_matter, an_intake, screened

pytestmark = pytest.mark.django_db
DESK = "/en/desk/cases/"


@pytest.mark.parametrize("role", sorted(WITHIN_ORGANIZATION))
def test_nobody_outside_the_office_opens_anything(role: Role) -> None:
    matter = a_matter(by=a_caseworker())
    outsider = Browser()
    outsider.force_login(a_user(role, an_organization(name="Harbor House").pk))
    for there in ("", "new/", "matters/", f"{matter.intake_id}/", f"matters/{matter.pk}/"):
        assert outsider.get(DESK + there).status_code == 403, there
    assert outsider.post(f"{DESK}find/", {"text": "Linh"}).status_code == 403


def test_the_front_desk_takes_in_and_does_not_decide() -> None:
    desk, intake = Browser(), an_intake()
    desk.force_login(a_user(Role.FRONT_DESK))
    assert desk.get(f"{DESK}{intake.pk}/").status_code == 200
    for act in ("take", "step", "decline", "matter", "hand-over"):
        assert desk.post(f"{DESK}{intake.pk}/{act}/", {"act": "screen"}).status_code == 403, act
    assert desk.get(f"{DESK}matters/").status_code == 403
    assert Intake.objects.get().status == Status.SUBMITTED


def test_a_caseworker_decides() -> None:
    rosa = a_caseworker()
    intake, browser = screened(by=rosa), Browser()
    browser.force_login(rosa)
    version = intake.state_version
    browser.post(f"{DESK}{intake.pk}/step/", {"act": "accept", "version": version})
    assert Intake.objects.get().status == Status.ACCEPTED


def test_organizations_run_their_own_legal_matters_and_nothing_else_of_this_room() -> None:
    own = {name: one for name, one in PERMISSIONS.items() if name.startswith("casework.")}
    reaching = {name for name, one in own.items() if one.own_organization}
    assert reaching == {"casework.legal", "casework.credentials"}
