"""What must hold before a complaint takes a step. Each looks at the step, and raises."""

from typing import Any, Final
from uuid import UUID

from xenia.ground.common.transitions import Step

# Plain codes: the model that has them reads this.
RETALIATION: Final = "retaliation"
ELSEWHERE: Final = ("no_jurisdiction", "referred")
FINISHED, DUPLICATE = "finished", "duplicate"


class NoDepartment(Exception):
    """It is not said yet which department it is about."""


class Accused(Exception):
    """The department is said to have punished her for complaining: it is never asked."""


class FoundBefore(Exception):
    """Whoever found what was found first does not look again."""


class NoDestination(ValueError):
    """She was not told who decides it, or who took it up."""


class NothingFound(Exception):
    """Nothing was found yet: it cannot be finished."""


class RemedyMissing(Exception):
    """What was agreed is not there yet, or nobody looked."""


class RepeatsNothing(ValueError):
    """It is not said which complaint came first."""


def is_not_the_accused(step: Step) -> None:
    """Raises NoDepartment, Accused."""
    if step.record.department_id is None:
        raise NoDepartment(f"complaint {step.record.pk} is about no department yet")
    if step.record.kind == RETALIATION:
        raise Accused(f"complaint {step.record.pk} is about a punishment for complaining")


def is_somebody_else(step: Step) -> None:
    """Raises FoundBefore when the one who is to look again, or found now, found at the first stage."""
    stage = _after(step, "stage")
    who: UUID | None = step.by if step.after == "found" else _after(step, "reviewer_id")
    if stage < 2:
        return
    earlier = step.record.findings.filter(stage__lt=stage).values_list("by_id", flat=True)
    if who in {step.record.officer_id, *earlier}:
        raise FoundBefore(f"{who} found what complaint {step.record.pk} asks to look at again")


def closing_holds(step: Step) -> None:
    """Raises NoDestination, NothingFound, RemedyMissing, RepeatsNothing."""
    record, closing = step.record, step.fields.get("closing")
    if closing in ELSEWHERE and not str(step.fields.get("destination") or "").strip():
        raise NoDestination(f"complaint {record.pk}: expected who decides it, in words she reads")
    if closing == DUPLICATE and record.follows_id is None:
        raise RepeatsNothing(f"complaint {record.pk}: expected the one that came first")
    if closing == FINISHED:
        if not record.findings.filter(stage=record.stage).exists():
            raise NothingFound(f"complaint {record.pk}: nothing was found at stage {record.stage}")
        if record.remedies.filter(verified_on=None).exists():
            raise RemedyMissing(f"complaint {record.pk}: nobody saw yet what was agreed")


def _after(step: Step, name: str) -> Any:
    """A field as the step leaves it."""
    return step.fields.get(name, getattr(step.record, name))
