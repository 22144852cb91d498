"""xenia collect-messages: bring the catalogues in step with the code."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from django.conf import settings
from django_typer.management import TyperCommand
from typer import Argument, Exit, Option

from xenia.ground.common.languages import is_known
from xenia.ground.translations.collecting import BORROWED, CODE, TwoPlurals, collect
from xenia.ground.translations.flat_files import SHIPPED, merge


class Command(TyperCommand):
    """Collect every text of the interface into `locale/<language>.po`."""

    help = (
        "Collect every text of the interface into locale/<language>.po: translations are kept, new texts"
        " come in, texts that are gone go.\n\nExample: xenia collect-messages ht ar"
    )

    # It reads and writes files alone, also where the office cannot start.
    requires_system_checks = ()

    def handle(
        self,
        languages: Annotated[
            list[str] | None, Argument(help="Only these. A language without a catalogue gets one.")
        ] = None,
        as_json: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Say per language what came and went. Exit status 1 for texts no catalogue can hold, 2 for unknown languages."""
        folder = Path(settings.LOCALE_SOURCES)
        codes = [code.lower() for code in languages or _all_codes(folder)]
        if unknown := [code for code in codes if not is_known(code) or code == "en"]:
            self.stderr.write(
                f"{', '.join(unknown)}: expected languages of the registry other than English"
            )
            raise Exit(2)
        try:
            messages = collect(CODE, folder / BORROWED)
        except (TwoPlurals, SyntaxError) as wrong:
            self.stderr.write(str(wrong))
            raise Exit(1) from None
        merged = [merge(code, folder / f"{code}.po", messages.values()) for code in codes]
        if as_json:
            self.stdout.write(json.dumps([asdict(one) for one in merged]))
            return
        for one in merged:
            self.stdout.write(
                f"{one.language:<8} {one.total:>5} texts, {one.added} new, {one.gone} gone"
            )


def _all_codes(folder: Path) -> list[str]:
    """What we ship, and what somebody has added."""
    return [*SHIPPED, *sorted({path.stem for path in folder.glob("*.po")} - set(SHIPPED))]
