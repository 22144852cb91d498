"""A few people the office of Lindenport serves. All invented."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sample_city.data import DATA, Row
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.safety import Safety
from xenia.registers.clients import operations
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import Agreed, Helping, Home, Said, Ways

GOOD_FOR = timedelta(days=180)


def serve_people(*, at: datetime, people: Mapping[str, User]) -> dict[str, Client]:
    """They come, say what they want to say, agree, live together, let somebody act for them: {key: client}."""
    said: list[Row] = json.loads((DATA / "people_served.json").read_text(encoding="utf-8"))
    found: dict[str, Client] = {}
    for row in said:
        came_at = at - timedelta(days=row["days_ago"])
        found[row["key"]] = client = _comes(row, people[row["by"]], came_at)
        if host := row.get("lives_with"):
            operations.live_together(
                client=client,
                joins=found[host],
                home=Home(row["relation"]),
                by=people[row["by"]],
                at=came_at,
            )
    return found


def _comes(row: Row, by: User, at: datetime) -> Client:
    client = operations.add_client(said=Said(**row["said"]), by=by, at=at)
    if phone := row.get("phone"):
        ways = Ways(phone=phone, safety=Safety(may_mail=False, **row.get("safety", {})))
        client = operations.say_ways(
            client=client, ways=ways, state_version=client.state_version, by=by, at=at
        )
    for purpose in row.get("agrees", ()):
        operations.give_consent(client=client, agreed=Agreed(purpose=purpose), by=by, at=at)
    if helper := row.get("helper"):
        until = local_day(at) + GOOD_FOR
        operations.let_help(client=client, helping=Helping(**helper, until_on=until), by=by, at=at)
    return client
