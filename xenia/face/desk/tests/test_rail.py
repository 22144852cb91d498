"""What stands beside every page of the desk: many links under a few headings, few links without any."""

import re
from uuid import uuid4

import pytest

from xenia.face.desk.rail import FEW
from xenia.face.desk.tests.scenes import a_person, an_office, page_of, signed_in
from xenia.ground.accounts.roles import Role

pytestmark = pytest.mark.django_db
HEADINGS = ["Referrals and programs", "Languages", "Services", "The office"]


def the_rail(role: Role, **said: object) -> str:
    an_office()
    page = page_of(signed_in(a_person(role, **said)), "/en/desk/")  # type: ignore[arg-type]
    return page.split('<header class="rail">')[1].split("</nav>")[0]


def test_a_supervisor_finds_her_many_links_under_headings() -> None:
    rail = the_rail(Role.SUPERVISOR)
    assert re.findall(r'class="group">([^<]+)<', rail) == HEADINGS
    assert rail.count("<li><a ") > FEW
    under = rail.split(">Referrals and programs<")[1].split("</ul>")[0]
    assert re.findall(r"</svg>([^<]+)</a>", under) == ["Programs", "Referrals"]
    assert rail.index("Today") < rail.index("Somebody is here") < rail.index('class="group"')


def test_a_partner_has_few_links_and_no_heading() -> None:
    rail = the_rail(Role.PARTNER_MEMBER, organization_id=uuid4())
    assert 0 < rail.count("<li><a ") <= FEW
    assert 'class="group"' not in rail
