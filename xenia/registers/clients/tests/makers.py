"""People the office serves, with honest defaults."""

from datetime import UTC, datetime
from typing import Any

from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import Said, Ways, add_client, say_ways

MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)


def a_client(called: str = "Linh", *, at: datetime = MONDAY, **said: Any) -> Client:
    """Linh came to the front desk. She speaks and reads Vietnamese."""
    usual: dict[str, Any] = {"spoken_language": "vi", "written_language": "vi"}
    return add_client(said=Said(called=called, **{**usual, **said}), by=None, at=at)


def reached(client: Client, *, phone: str = "", email: str = "") -> Client:
    """She gave a way to reach her."""
    ways = Ways(phone=phone, email=email)
    return say_ways(
        client=client, ways=ways, state_version=client.state_version, by=None, at=MONDAY
    )
