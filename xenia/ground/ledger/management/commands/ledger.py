"""xenia ledger: verify the ledger, extract it for analysis, do the night's work."""

import json
from dataclasses import asdict
from typing import Annotated

from django_typer.management import TyperCommand, command
from rich.progress import Progress
from typer import Exit, Option

from xenia.ground.common.dates import now
from xenia.ground.ledger.operations.extract import (
    SealedFileChanged,
    extract_ledger,
    months_with_entries,
)
from xenia.ground.ledger.operations.night import keep_night
from xenia.ground.ledger.parquet import ReportSetMissing, load_packages
from xenia.ground.ledger.queries.verifying import problems

AsJson = Annotated[bool, Option("--json", help="Print the result for a machine.")]


class Command(TyperCommand):
    """Verify the ledger, extract it for analysis, or do the night's work by hand.

    Example: xenia ledger verify --json
    """

    @command(help="Check that the ledger is whole.\n\nExample: xenia ledger verify --json")
    def verify(self, as_json: AsJson = False) -> None:
        """Exit status 1 when something is wrong."""
        found = problems()
        if as_json:
            self.stdout.write(json.dumps({"problems": [asdict(one) for one in found]}))
        else:
            for one in found:
                self.stdout.write(f"{one.check}: {one.said}")
            self.stdout.write(f"{len(found)} problems" if found else "The ledger is whole.")
        if found:
            raise Exit(1)

    @command(
        help="Write one Parquet file for each month, in the data folder under ledger/.\n\n"
        "Example: xenia ledger extract"
    )
    def extract(self, as_json: AsJson = False) -> None:
        """Exit status 1 when a sealed file was changed, 2 when the packages for reports are missing."""
        try:
            load_packages()
            with Progress(disable=as_json) as bar:
                task = bar.add_task("Months", total=len(months_with_entries()))
                written = extract_ledger(lambda month: bar.advance(task))
        except ReportSetMissing as missing:
            self.stderr.write(str(missing))
            raise Exit(2) from None
        except SealedFileChanged as changed:
            self.stderr.write(str(changed))
            raise Exit(1) from None
        if as_json:
            self.stdout.write(json.dumps({"written": [f"{month:%Y-%m}" for month in written]}))
        else:
            self.stdout.write(
                f"{len(written)} files were written; the others say the same as before."
            )

    @command(
        help="Close the months that are over and rewrite the open one in random order, unless this "
        "night's work was done.\n\nExample: xenia ledger nightly"
    )
    def nightly(self, as_json: AsJson = False) -> None:
        """The worker does this by itself once a night."""
        was_due = keep_night(now())
        if as_json:
            self.stdout.write(json.dumps({"was_due": was_due}))
        else:
            words = "The night's work is done." if was_due else "It was done before, this night."
            self.stdout.write(words)
