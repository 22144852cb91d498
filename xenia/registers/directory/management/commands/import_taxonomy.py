"""xenia import-taxonomy: bring another list of terms in."""

import csv
import json
from pathlib import Path
from typing import Annotated

from django_typer.management import TyperCommand
from typer import Argument, Exit, Option

from xenia.ground.common.dates import now
from xenia.registers.directory.operations.taxonomy import TermRow, bring_taxonomy

# Headings met in files, by what they mean.
HEADINGS = {
    "key": ("id", "code", "taxonomy_id", "term_id"),
    "name": ("name", "term", "title", "label"),
    "parent": ("parent_id", "parent", "parent_code"),
    "description": ("description", "definition"),
    "language": ("language",),
    "own_code": ("own_code", "xenia_code"),
}


class Command(TyperCommand):
    """Bring a taxonomy in from a CSV file, such as HSDS `taxonomy_terms.csv` or Open Eligibility as a table."""

    help = (
        "Bring another taxonomy in from a CSV file (columns: id or code, name or term, parent_id, description,"
        " language, and own_code for the same term in Xenia's list).\n\n"
        'Example: xenia import-taxonomy terms.csv --name "Our county\'s list"'
    )

    def handle(
        self,
        path: Annotated[Path, Argument(help="The CSV file.")],
        name: Annotated[str, Option("--name", help="What the list is called.")] = "",
        as_json: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Exit status 1 when rows were left out, 2 when the file cannot be read."""
        try:
            rows = _rows(path)
        except (OSError, UnicodeDecodeError, csv.Error) as wrong:
            self.stderr.write(f"{path.name} cannot be read as a CSV file in UTF-8: {wrong}")
            raise Exit(2) from None
        brought = bring_taxonomy(name=name or path.stem, rows=rows, by=None, at=now())
        if as_json:
            listed = [{"row": row, "reason": reason} for row, reason in brought.listed]
            self.stdout.write(json.dumps({"terms": brought.terms, "listed": listed}))
        else:
            self.stdout.write(
                f"{brought.terms} terms stand now, {len(brought.listed)} rows were left out"
            )
            for row, reason in brought.listed:
                self.stdout.write(f"  row {row}: {reason}")
        if brought.listed:
            raise Exit(1)


def _rows(path: Path) -> list[TermRow]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_term(row) for row in csv.DictReader(file)]


def _term(row: dict[str, str]) -> TermRow:
    values = {
        field: next((str(row[name]).strip() for name in names if row.get(name)), "")
        for field, names in HEADINGS.items()
    }
    return TermRow(**values)
