"""What waits in Lindenport's directory on its first day: changes to approve, a hint from the street, two notices."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sample_city.data import rows
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.registers.directory.models import Location, Notice, Proposal, Service
from xenia.registers.directory.operations.notices import post_notice
from xenia.registers.directory.operations.proposals import propose
from xenia.registers.directory.operations.suggestions import receive_suggestion


def leave_waiting(
    *, at: datetime, services: Mapping[str, Service], locations: Mapping[str, Location]
) -> None:
    """Two proposals, one suggestion, one closure, one alert, through the operations everybody uses."""
    for row in rows("proposals"):
        propose(
            record=services[row["service"]],
            changes=row["changes"],
            origin=Proposal.Origin.PARTNER,
            by=User.objects.get(email=row["by"]),
            note=row["note"],
            at=at,
        )
    for row in rows("suggestions"):
        receive_suggestion(
            kind=row["kind"],
            service=services[row["service"]],
            words=row["words"],
            looks_automatic=False,
            at=at,
        )
    _post(at, services, locations)


def _post(at: datetime, services: Mapping[str, Service], locations: Mapping[str, Location]) -> None:
    today = local_day(at)
    for row in rows("notices"):
        post_notice(
            about=services[row["service"]] if row["service"] else locations[row["location"]],
            kind=Notice.Kind(row["kind"]),
            starts_on=today,
            ends_on=today + timedelta(days=row["ends_in_days"]),
            words=row["words"],
            translations=row["translations"],
            by=None,
            at=at,
        )
