"""xenia report: a year's report as files, from the ledger as it is now."""

import json
from pathlib import Path
from typing import Annotated

from django_typer.management import TyperCommand
from rich.progress import Progress
from typer import Argument, Exit, Option

from xenia.ground.common.dates import now
from xenia.ground.ledger.parquet import ReportSetMissing
from xenia.insight.reports.queries.drafts import years_known

Year = Annotated[int, Argument(help="The calendar year, such as 2025.")]
Out = Annotated[Path, Option("--out", help="The folder to write; it is made, or replaced whole.")]
Languages = Annotated[
    str, Option("--languages", help="Codes with commas between; the first one names report.html.")
]
AsJson = Annotated[bool, Option("--json", help="Print the result for a machine.")]


class Command(TyperCommand):
    """Write a year's report: page, paper, sheet and data, every number protected.

    Example: xenia report 2025 --out report-2025
    """

    help = (
        "Write a year's report: page, paper, sheet and data, every number protected.\n\n"
        "Nothing is published by it: the files are for whoever reads a draft.\n\n"
        "Example: xenia report 2025 --out report-2025"
    )

    def handle(
        self, year: Year, out: Out, languages: Languages = "en,es", as_json: AsJson = False
    ) -> None:
        """Exit status 1 when the gate refuses, 2 when the packages are missing or nothing was counted."""
        from xenia.insight.reports.files import write_report
        from xenia.insight.reports.release import Refused

        known = years_known()
        if year not in known:
            said = ", ".join(map(str, known)) or "none yet"
            self.stderr.write(f"Nothing was counted in {year}. Years with entries: {said}.")
            raise Exit(2)
        try:
            with Progress(disable=as_json) as bar:
                task = bar.add_task("Report", total=None)
                made = write_report(
                    year,
                    out,
                    languages=tuple(languages.split(",")),
                    at=now(),
                    told=lambda done, total: bar.update(task, completed=done, total=total),
                )
        except ReportSetMissing as missing:
            self.stderr.write(str(missing))
            raise Exit(2) from None
        except Refused as refused:
            self.stderr.write(f"The gate refuses this report: {refused}. Nothing was written.")
            raise Exit(1) from None
        if as_json:
            self.stdout.write(json.dumps({"written": [str(one) for one in made]}))
        else:
            self.stdout.write(f"{len(made)} files lie in {out}.")
