"""xenia run_due: for offices that start due work from a timer of their own."""

import json
from typing import Annotated

from django_typer.management import TyperCommand
from typer import Exit, Option

from xenia.config.due import run_due
from xenia.ground.common.dates import now


class Command(TyperCommand):
    """Do once what is due."""

    help = "Do once everything that is due.\n\nExample: xenia run-due --json"

    def handle(
        self,
        as_json: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Exit status 1 when a part failed."""
        went_well = run_due(at=now())
        if as_json:
            self.stdout.write(json.dumps(went_well))
        else:
            for name, well in went_well.items():
                self.stdout.write(f"{'done  ' if well else 'FAILED'} {name}")
        if not all(went_well.values()):
            raise Exit(1)
