"""xenia export-messages: a language's texts as a spreadsheet."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from django.conf import settings
from django_typer.management import TyperCommand
from typer import Argument, Exit, Option

from xenia.ground.translations.spreadsheets import export_sheet


class Only(StrEnum):
    """Which texts to write out."""

    ALL = "all"
    MISSING = "missing"
    DRAFT = "draft"


class Command(TyperCommand):
    """Write a language's texts into a CSV file that spreadsheet programs open."""

    help = (
        "Write the interface's texts in one language into a CSV file, for translators. Holes such as"
        " %(name)s and markup stay as they are; `status` is draft or reviewed.\n\n"
        "Example: xenia export-messages ht --only missing --output ht.csv"
    )

    # It reads and writes files alone, also where the office cannot start.
    requires_system_checks = ()

    def handle(
        self,
        code: Annotated[str, Argument(help="The language, such as ht.")],
        output: Annotated[
            Path | None, Option("--output", help="The file; <language>.csv if not given.")
        ] = None,
        only: Annotated[
            Only, Option("--only", help="Only what is missing, or only drafts.")
        ] = Only.ALL,
    ) -> None:
        """Exit status 2 when the language has no catalogue."""
        catalogue = Path(settings.LOCALE_SOURCES) / f"{code.lower()}.po"
        if not catalogue.is_file():
            self.stderr.write(f"{code} has no catalogue. Begin one: xenia collect-messages {code}")
            raise Exit(2)
        place = output or Path(f"{code.lower()}.csv")
        # With a byte order mark, or spreadsheet programs take UTF-8 for something else.
        place.write_text(
            export_sheet(code.lower(), catalogue, only=only), encoding="utf-8-sig", newline=""
        )
        self.stdout.write(f"Wrote {place}")
