"""xenia import-messages: translations out of a spreadsheet."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from django.conf import settings
from django_typer.management import TyperCommand
from typer import Argument, Exit, Option

from xenia.ground.translations.spreadsheets import Import, NotASheet, import_sheet


class Command(TyperCommand):
    """Put the translations of a CSV file into the catalogue of its language."""

    help = (
        "Put the translations of a CSV file, as export-messages writes it, into a language's catalogue."
        " The file is named after the language, or --language says it. Blank translations change"
        " nothing; wrong ones are refused and listed.\n\nExample: xenia import-messages ht.csv"
    )

    # It reads and writes files alone, also where the office cannot start.
    requires_system_checks = ()

    def handle(
        self,
        path: Annotated[Path, Argument(help="The CSV file.")],
        code: Annotated[
            str, Option("--language", help="The language, if the file's name does not say.")
        ] = "",
        as_json: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Exit status 1 when rows were refused, 2 when the file or the language is not to be used."""
        tag = (code or path.stem).lower()
        catalogue = Path(settings.LOCALE_SOURCES) / f"{tag}.po"
        if not catalogue.is_file():
            self.stderr.write(f"{tag} has no catalogue. Name the language with --language.")
            raise Exit(2)
        try:
            # Line ends inside a cell stay as they are.
            with path.open(encoding="utf-8-sig", newline="") as file:
                done = import_sheet(tag, catalogue, file.read())
        except (OSError, UnicodeDecodeError, NotASheet) as wrong:
            self.stderr.write(f"{path.name} cannot be read: {wrong}. Save it as CSV in UTF-8.")
            raise Exit(2) from None
        self.stdout.write(
            json.dumps(asdict(done), ensure_ascii=False) if as_json else _explained(done)
        )
        if done.refused:
            raise Exit(1)


def _explained(done: Import) -> str:
    counts = (
        f"{done.rows} rows: {done.written} written, {done.unchanged} as before, "
        f"{done.blank} blank, {len(done.refused)} refused"
    )
    return "\n".join(
        [counts, *(f"  row {row}: {text!r} {reason}" for row, text, reason in done.refused)]
    )
