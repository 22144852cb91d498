"""xenia found-office: the second half of `xenia new-city`, in the new folder's own settings."""

import json
import sys
from dataclasses import asdict

from django.core.management import CommandError
from django_typer.management import TyperCommand

from xenia.config.founding import AlreadyFounded, read_plan, write_office
from xenia.ground.common.dates import now


class Command(TyperCommand):
    """Write a new office into the databases of this data folder."""

    help = (
        "Write a new office into the databases of this data folder, from a plan in JSON on standard input. "
        "`xenia new-city` calls it.\n\nExample: xenia found-office < plan.json"
    )

    def handle(self) -> None:
        """Print what there is now, as JSON. Exit status 1 when there is an office already."""
        try:
            made = write_office(read_plan(sys.stdin.read()), at=now())
        except AlreadyFounded:
            raise CommandError(
                "This data folder holds an office already. Open it with ./run --data."
            ) from None
        self.stdout.write(json.dumps(asdict(made)))
