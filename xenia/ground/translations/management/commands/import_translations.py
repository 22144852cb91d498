"""xenia import-translations: a translator's file comes back."""

import json
from pathlib import Path
from typing import Annotated

from django_typer.management import TyperCommand
from typer import Argument, Exit, Option

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import now
from xenia.ground.translations.exchange import LARGEST, NotReadable, read_file
from xenia.ground.translations.models import TextImport
from xenia.ground.translations.operations.bring_in import Outcome, bring_in_texts

SHOWN = 20
COMES_IN = {Outcome.IMPORTED, Outcome.UNCHANGED, Outcome.BLANK}


class Command(TyperCommand):
    """Bring the texts of a translator's file in as drafts, and say what became of every row."""

    help = (
        "Bring in an XLIFF 2.0 or CSV file that export-translations wrote. Texts come in as drafts; what somebody"
        " worked on meanwhile, and texts whose English changed, are listed and stay.\n\n"
        "Example: xenia import-translations ht.csv --by mirlande@city.example"
    )

    def handle(
        self,
        path: Annotated[Path, Argument(help="The file.")],
        email: Annotated[
            str,
            Option("--by", help="E-mail of whoever answers for bringing it; she cannot review it."),
        ] = "",
        as_json: Annotated[bool, Option("--json", help="Print every row for a machine.")] = False,
    ) -> None:
        """Exit status 1 when rows were listed, 2 when the file or the person is not to be used."""
        by = User.objects.filter(email=email.strip().lower()).first() if email else None
        if email and by is None:
            self.stderr.write(f"Nobody here has the e-mail {email}.")
            raise Exit(2)
        try:
            if path.stat().st_size > LARGEST:
                raise NotReadable("too_large")
            rows = read_file(path.name, path.read_bytes())
        except (OSError, NotReadable) as wrong:
            self.stderr.write(f"{path.name} cannot be read: {wrong}")
            raise Exit(2) from None
        run = bring_in_texts(rows=rows, file_name=path.name, by=by, at=now())
        self.stdout.write(json.dumps(run.rows, ensure_ascii=False) if as_json else _explained(run))
        if set(run.totals) - COMES_IN:
            raise Exit(1)


def _explained(run: TextImport) -> str:
    counts = ", ".join(f"{run.totals[one]} {one}" for one in Outcome if run.totals.get(one))
    listed = [row for row in run.rows if row[5] not in COMES_IN]
    lines = [
        f"  row {number}: {kind} {field} in {language}: {outcome} {note}"
        for number, kind, _record, field, language, outcome, _name, note in listed[:SHOWN]
    ]
    if len(listed) > SHOWN:
        lines.append(f"  … and {len(listed) - SHOWN} more (--json shows all)")
    return "\n".join([f"{len(run.rows)} rows: {counts}", *lines])
