"""xenia protect: a table that may be published, from a file with one person a row."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from django_typer.management import TyperCommand
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from typer import Argument, Exit, Option

from xenia.ground.disclosure import THRESHOLD, Policy
from xenia.ground.ledger.parquet import ReportSetMissing

if TYPE_CHECKING:
    from xenia.ground.disclosure.certificate import Certificate
    from xenia.ground.disclosure.protect import Told

SHOWN: Final = 10
STEPS: Final = {
    "count": "Counting people in every cell and every sum",
    "hide": "Hiding small cells, and few others",
    "attack": "Attacking what is left, as a stranger would",
    "write": "Writing the table and its certificate",
}


class Command(TyperCommand):
    """Make a table from which nobody can be worked out. Nothing of the office is read or changed."""

    help = (
        "Make a table that may be published from a CSV file with one person a row. Every cell and every sum stands in it, a sum as "
        "TOTAL; a protected cell has no value. Cells below the threshold are hidden, and as few others as it takes so that "
        "nobody can work them out; then the table is attacked, and only when that fails it is written, with a certificate.\n\n"
        "Example: xenia protect microdata.csv --dimensions svc,origin,outcome --threshold 11 --out protected.csv"
        " --certificate certificate.json"
    )

    def handle(
        self,
        microdata: Annotated[Path, Argument(help="A CSV file, one person a row.")],
        dimensions: Annotated[
            str, Option("--dimensions", help="The columns to count by, with commas between them.")
        ],
        out: Annotated[Path, Option("--out", help="Where the table goes.")],
        certificate: Annotated[Path, Option("--certificate", help="Where the certificate goes.")],
        threshold: Annotated[
            int, Option("--threshold", help="The lowest count that is shown.")
        ] = THRESHOLD,
        provider: Annotated[
            str, Option("--provider", help="The column that says who brought a person.")
        ] = "",
        most_from_one: Annotated[
            float, Option("--most-from-one", help="With --provider: the most one may have brought.")
        ] = 0.9,
    ) -> None:
        """Exit status 1 when the table is refused, 2 when there is nothing to work with; nothing is written then."""
        console = Console(stderr=True)
        try:
            policy = _policy(threshold, most_from_one if provider else None)
            with _progress(console) as progress:
                task = progress.add_task(STEPS["count"], total=None)
                made = _made(
                    microdata,
                    [name.strip() for name in dimensions.split(",")],
                    policy,
                    out,
                    certificate,
                    provider or None,
                    lambda step: progress.update(task, description=STEPS[step]),
                )
        except _Told as told:
            console.print(escape(str(told)), highlight=False, soft_wrap=True)
            console.print("Nothing was written.")
            raise Exit(told.status) from None
        self.stdout.write(_summary(made, out, certificate))


class _Told(Exception):
    """What goes wrong, in a sentence, and the exit status."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


def _policy(threshold: int, most_from_one: float | None) -> Policy:
    from fractions import Fraction

    share = None if most_from_one is None else Fraction(str(most_from_one))
    if threshold < 2:
        raise _Told(
            f"A threshold of {threshold} protects nobody: give 2 or more, such as {THRESHOLD}.", 2
        )
    if share is not None and not 0 < share <= 1:
        raise _Told(f"--most-from-one {most_from_one}: give a share up to 1, such as 0.9.", 2)
    return Policy(threshold=threshold, most_from_one=share)


def _progress(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )


def _made(
    microdata: Path,
    dimensions: list[str],
    policy: Policy,
    out: Path,
    certificate: Path,
    provider: str | None,
    told: "Told",
) -> "Certificate":
    try:
        from xenia.ground.disclosure.files import NotReadable, protect
        from xenia.ground.disclosure.mending import CannotBeProtected
        from xenia.ground.disclosure.protect import Refused
    except ImportError:
        raise _Told(str(ReportSetMissing()), 2) from None
    try:
        return protect(
            microdata,
            dimensions=dimensions,
            policy=policy,
            out=out,
            certificate=certificate,
            provider=provider,
            told=told,
        )
    except NotReadable as wrong:
        raise _Told(str(wrong), 2) from None
    except CannotBeProtected:
        raise _Told(
            "A small cell cannot be protected in this table: take values together, or name fewer dimensions.",
            1,
        ) from None
    except Refused as refused:
        known = refused.sentences[:SHOWN]
        raise _Told(
            "\n".join(["The attack learnt too much, so the table is refused:", *known]), 1
        ) from None


def _summary(made: "Certificate", out: Path, certificate: Path) -> str:
    table = Table("", "", title=escape(str(out)), show_header=False)
    narrowest = made.narrowest
    table.add_row("Cells", f"{made.cells:,}")
    table.add_row("Shown", f"{made.cells - made.protected:,}")
    table.add_row("Protected", f"{made.protected:,}")
    if narrowest is not None:
        high = "any number" if narrowest.whole_high is None else f"{narrowest.whole_high:,}"
        table.add_row("The best guess at one of them", f"{narrowest.whole_low:,} to {high}")
    table.add_row("Chosen by", made.method)
    if made.spare:
        table.add_row("Hidden without need, at most", f"{made.spare:,}")
    table.add_row("Certificate", escape(str(certificate)))
    console = Console()
    with console.capture() as shown:
        console.print(table)
    return shown.get()
