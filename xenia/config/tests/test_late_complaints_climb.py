"""A complaint nobody answers climbs by itself, in the round of what falls due."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from xenia.config.due import run_due
from xenia.ground.notifications.models import OutboxMessage
from xenia.work.ombudsman.tests.makers import a_complaint, a_supervisor


@pytest.mark.django_db
def test_a_late_complaint_climbs_by_itself(settings: Any, tmp_path: Path) -> None:
    # The round renews the master key as well; other tests run beside.
    settings.MASTER_KEY_FILE = tmp_path / "master.key"
    a_supervisor()
    a_complaint()  # of Monday 16 November 2026, to be acknowledged by the 23rd
    # 10:00 in the city, two business days late.
    assert run_due(at=datetime(2026, 11, 25, 15, tzinfo=UTC))["ombudsman.clocks"]
    assert OutboxMessage.objects.filter(template="ombudsman.climbed").exists()
