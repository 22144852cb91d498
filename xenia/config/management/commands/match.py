"""xenia match: plan the weeks of a file."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from django_typer.management import TyperCommand
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from typer import Argument, Exit, Option

from xenia.work.language_access.matching import Plan, match
from xenia.work.language_access.matching.files import Instance, NotReadable, read_instances


@dataclass(frozen=True, slots=True)
class Planned:
    """One week of the file with its plan and how long the plan took."""

    instance: Instance
    plan: Plan
    seconds: float

    @property
    def filled_share(self) -> float | None:
        """Of the most requests that can be filled, where that is known."""
        most = self.instance.max_filled
        return self.plan.filled / most if most else None

    @property
    def weight_share(self) -> float | None:
        """Of the most priority weight that can be filled, where that is known."""
        most = self.instance.max_weight
        return self.plan.weight / most if most else None


class Command(TyperCommand):
    """Plan who interprets for which request: the weeks of a file, without an office or its records."""

    help = (
        "Plan who interprets for which request, in each week of a JSON file of interpreters and requests. Nothing of the office is "
        "read or changed. The same file gives the same plan.\n\n"
        "Example: xenia match instances.json --json"
    )

    def handle(
        self,
        path: Annotated[Path, Argument(help="A JSON list of weeks, or one week.")],
        as_json: Annotated[bool, Option("--json", help="Print the plans for a machine.")] = False,
    ) -> None:
        """Exit status 2 when the file cannot be read."""
        try:
            instances = read_instances(path)
        except NotReadable as wrong:
            Console(stderr=True).print(escape(str(wrong)), soft_wrap=True)
            raise Exit(2) from None
        planned = [_planned(instance) for instance in instances]
        if as_json:
            self.stdout.write(json.dumps([_for_a_machine(one) for one in planned]))
        else:
            self.stdout.write(_in_a_table(planned))


def _planned(instance: Instance) -> Planned:
    began = time.perf_counter()
    plan = match(instance.week)
    return Planned(instance, plan, time.perf_counter() - began)


def _for_a_machine(planned: Planned) -> dict[str, Any]:
    plan = planned.plan
    said: dict[str, Any] = {
        "instance": planned.instance.name,
        "seconds": round(planned.seconds, 4),
        "requests": len(planned.instance.week.needs),
        "filled": plan.filled,
        "weight": plan.weight,
        "assignments": [
            {"request": one.request, "interpreter": one.interpreter, "start": one.start}
            for one in plan.assignments
        ],
        "unfilled": list(plan.unfilled),
    }
    if planned.filled_share is not None:
        said["share_of_max_filled"] = round(planned.filled_share, 4)
    if planned.weight_share is not None:
        said["share_of_max_priority_weight"] = round(planned.weight_share, 4)
    return said


def _in_a_table(planned: Sequence[Planned]) -> str:
    table = Table("week", "requests", "filled", "of the most", "weight", "of the most", "seconds")
    for one in planned:
        table.add_row(
            one.instance.name,
            str(len(one.instance.week.needs)),
            str(one.plan.filled),
            _percent(one.filled_share),
            str(one.plan.weight),
            _percent(one.weight_share),
            f"{one.seconds:.2f}",
        )
    console = Console()
    with console.capture() as shown:
        console.print(table)
    return shown.get()


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"
