"""xenia export-translations: content texts for translators."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from django_typer.management import TyperCommand
from typer import Argument, Exit, Option

from xenia.ground.translations.exchange import FORMATS
from xenia.ground.translations.kinds import CONTENT
from xenia.ground.translations.queries.exchange import Selection, exchange_rows
from xenia.ground.translations.queries.languages import other_codes
from xenia.ground.translations.queries.texts import STATES


class As(StrEnum):
    """The kind of file."""

    XLIFF = "xliff"
    CSV = "csv"


class Command(TyperCommand):
    """Write the texts of pages in one language into a file for translators."""

    help = (
        "Write the texts of services, organizations, places and the office in one language into an XLIFF 2.0"
        " or CSV file. The interface's own words: xenia export-messages.\n\n"
        "Example: xenia export-translations ht --state missing --as csv --output ht.csv"
    )

    def handle(
        self,
        code: Annotated[str, Argument(help="The language, such as ht.")],
        kind: Annotated[
            str, Option("--kind", help="Only one kind of content, such as directory.service.")
        ] = "",
        state: Annotated[
            str, Option("--state", help="missing, draft, reviewed, stale or rejected.")
        ] = "",
        vital: Annotated[bool, Option("--vital", help="Only texts people act on.")] = False,
        form: Annotated[As, Option("--as", help="The kind of file.")] = As.XLIFF,
        output: Annotated[
            Path | None, Option("--output", help="The file; texts-<language> if not given.")
        ] = None,
    ) -> None:
        """Exit status 2 when the language, kind or state is not one of the office's."""
        language = code.lower()
        for said, known in ((language, other_codes()), (kind, CONTENT), (state, STATES)):
            if said and said not in known:
                self.stderr.write(f"{said!r} is not known here. Known are: {', '.join(known)}")
                raise Exit(2)
        rows = exchange_rows(Selection(language, kind, state, vital))
        chosen = FORMATS[form.value]
        place = output or Path(f"texts-{language}{chosen.ending}")
        place.write_text(chosen.write(rows, language), encoding="utf-8", newline="")
        self.stdout.write(f"Wrote {len(rows)} texts to {place}")
