"""Three hundred machines complain on a served office, with and without work; people among them are heard.

Ten thousand of them, with how long people wait: `benchmarks/complaints.py`.
"""

from collections import Counter

import pytest

from benchmarks.bots import complain_all
from tests.races.office import Office, served
from xenia.ground.common.gate import USUAL

# The office begins with a copy of the tables, which are made for tests that name them.
pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
MACHINES = 300
EACH = 50


def test_machines_wait_for_a_colleague_and_people_are_heard(office: Office) -> None:
    office.scene("share_counters")
    before = office.scene("complained")
    with served(office, "tests.races.settings", XENIA_PROXIES="1") as address:
        heard = complain_all(address, MACHINES, each=EACH)
    people = MACHINES // EACH
    assert Counter((one.name, one.is_heard) for one in heard) == {
        ("bot", True): MACHINES,
        ("slow phone", True): people,
        ("no script", True): people,
    }, "nobody is turned away"
    after = office.scene("complained")
    let_in, held = (after[one] - before[one] for one in ("let_in", "held"))
    assert let_in + held == len(heard)
    assert 0 < let_in <= USUAL.from_everywhere
