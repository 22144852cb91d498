"""xenia check-translations: whether every text is there, whole, in every language."""

import json
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from django.conf import settings
from django_typer.management import TyperCommand
from typer import Exit, Option

from xenia.ground.translations.checking import Coverage, Problem, check_all
from xenia.ground.translations.collecting import CODE, TwoPlurals

SHOWN = 5  # texts shown per language and kind; --json has all
MEANING = {
    "file": "catalogue is missing",
    "header": "header is wrong",
    "new": "texts of the code are not in the catalogue: xenia collect-messages",
    "gone": "texts are no longer in the code: xenia collect-messages",
    "blank": "texts have no translation",
    "plural": "texts lack plural forms",
    "holes": "translations changed what stands in the holes",
    "markup": "translations changed the markup",
}


class Command(TyperCommand):
    """Check the catalogues of the interface."""

    help = (
        "Check the interface's catalogues: in step with the code, complete, holes and markup kept,"
        " plural forms there. A language declared incomplete in languages.csv may lack translations.\n\n"
        "Example: xenia check-translations --json"
    )

    # It reads and writes files alone, also where the office cannot start.
    requires_system_checks = ()

    def handle(
        self,
        as_json: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Exit status 1 when something is wrong."""
        try:
            problems, coverage = check_all(CODE, Path(settings.LOCALE_SOURCES))
        except (TwoPlurals, SyntaxError) as wrong:
            self.stderr.write(str(wrong))
            raise Exit(1) from None
        if as_json:
            said = {
                "coverage": [asdict(one) for one in coverage],
                "problems": [asdict(one) for one in problems],
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            self.stdout.write("\n".join([*map(_line, coverage), *_explained(problems)]))
        if problems:
            raise Exit(1)


def _line(one: Coverage) -> str:
    declared = ", declared incomplete" if one.is_incomplete else ""
    return f"{one.language:<8} {one.translated} of {one.total} translated{declared}"


def _explained(problems: list[Problem]) -> list[str]:
    """Each language's problems, kind by kind, the first few in full."""
    grouped: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        grouped[problem.language, problem.kind].append(problem)
    lines = []
    for (code, kind), found in grouped.items():
        lines.append(f"{code}: {len(found)} {MEANING[kind]}")
        lines += [
            f"    {one.text!r} {one.what}" if one.text else f"    {one.what}"
            for one in found[:SHOWN]
        ]
        if len(found) > SHOWN:
            lines.append(f"    … and {len(found) - SHOWN} more (--json shows all)")
    return lines
