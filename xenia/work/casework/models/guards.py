"""What must be so before a step is taken. Each looks at the step, and raises with what is missing."""

from datetime import date

from xenia.ground.common.dates import local_day
from xenia.ground.common.one_go import of
from xenia.ground.common.transitions import Step
from xenia.registers.clients.models import Client
from xenia.registers.clients.models.consent import Purpose


class NotReady(Exception):
    """Something is missing before this step. `what`: a code the page has a sentence for."""

    def __init__(self, what: str) -> None:
        super().__init__(f"not ready: {what}")
        self.what = what


def says_what_is_needed(step: Step) -> None:
    """A need was chosen, or she wrote something."""
    if not of(step.record, "needs") and not of(step.record, "notes"):
        raise NotReady("needs")


def is_taken(step: Step) -> None:
    """A colleague works on it."""
    if not step.fields.get("taken_by_id", step.record.taken_by_id):
        raise NotReady("taken")


def is_known_to_us(step: Step) -> None:
    """There is a person, with or without a name."""
    if not step.fields.get("client_id", step.record.client_id):
        raise NotReady("person")


def has_consent_to_a_record(step: Step) -> None:
    """Whoever gave a name agreed that we keep it. Without a name there is nothing to keep."""
    client = step.record.client
    if client and client.is_named and not agreed_to_a_record(client, local_day(step.at)):
        raise NotReady("consent")


def agreed_to_a_record(client: Client, on: date) -> bool:
    """Whether she agreed that we keep a record, and it stands on a day."""
    given = of(client, "consents")
    return any(one.purpose == Purpose.RECORD and one.stands_on(on) for one in given)


def has_a_reason(step: Step) -> None:
    """It is said why."""
    if not step.reason:
        raise NotReady("reason")


def has_an_outcome(step: Step) -> None:
    """It is said how it ended."""
    if not step.fields.get("outcome", step.record.outcome):
        raise NotReady("outcome")


def has_no_conflict(step: Step) -> None:
    """The office does not stand on the other side."""
    if step.record.has_conflict:
        raise NotReady("conflict")


def is_not_on_hold(step: Step) -> None:
    """Nobody laid it aside for now."""
    if step.record.is_on_hold:
        raise NotReady("hold")
