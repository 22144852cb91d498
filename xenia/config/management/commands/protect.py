"""xenia protect: a table that may be published, from a file with one person a row."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Final

from django_typer.management import TyperCommand
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from typer import Argument, Exit, Option

from xenia.ground.common.report_set import HOW_TO_GET
from xenia.ground.disclosure import THRESHOLD, Merge, Policy, propose_merges
from xenia.ground.disclosure.merge_words import as_words
from xenia.ground.disclosure.microdata import NOT_SAID, NotReadable
from xenia.ground.disclosure.people import People, count_people
from xenia.ground.disclosure.redesign import SMALL_SHARE

if TYPE_CHECKING:
    from xenia.ground.disclosure.certificate import Certificate
    from xenia.ground.disclosure.protect import Told

SHOWN: Final = 10
STEPS: Final = {
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
        "Values taken together first need less hidden: --propose says which, --merge does it.\n\n"
        "Example: xenia protect microdata.csv --dimensions svc,origin,outcome --threshold 11 --out protected.csv"
        " --certificate certificate.json"
    )

    def handle(
        self,
        microdata: Annotated[Path, Argument(help="A CSV file, one person a row.")],
        dimensions: Annotated[
            str, Option("--dimensions", help="The columns to count by, with commas between them.")
        ],
        out: Annotated[Path | None, Option("--out", help="Where the table goes.")] = None,
        certificate: Annotated[
            Path | None, Option("--certificate", help="Where the certificate goes.")
        ] = None,
        threshold: Annotated[
            int, Option("--threshold", help="The lowest count that is shown.")
        ] = THRESHOLD,
        merge: Annotated[
            list[str] | None,
            Option("--merge", help='Values to take together: "origin: Chad, Niger = Sahel".'),
        ] = None,
        propose: Annotated[
            bool, Option("--propose", help="Only say what to take together. Writes nothing.")
        ] = False,
        provider: Annotated[
            str, Option("--provider", help="The column that says who brought a person.")
        ] = "",
        most_from_one: Annotated[
            float, Option("--most-from-one", help="With --provider: the most one may have brought.")
        ] = 0.9,
    ) -> None:
        """Exit status 1 when the table is refused, 2 when there is nothing to work with; nothing is written then."""
        console = Console(stderr=True, emoji=False)
        try:
            policy = _policy(threshold, most_from_one if provider else None)
            names = [name.strip() for name in dimensions.split(",")]
            with _readable():
                people = count_people(
                    microdata, names, policy, provider=provider or None, merges=merge or ()
                )
            _tell(console, [*people.remarks, *map(_done, people.merges)])
            if propose:
                self.stdout.write(_proposed(people, policy) or _nothing_to_propose(people, policy))
                return
            if out is None or certificate is None:
                raise _Told("Name --out and --certificate, or --propose to only look.", 2)
            with _progress(console) as progress:
                task = progress.add_task(STEPS["hide"], total=None)
                made = _made(
                    people,
                    policy,
                    out,
                    certificate,
                    lambda step: progress.update(task, description=STEPS[step]),
                )
        except _Told as told:
            _tell(console, [str(told), "Nothing was written."])
            raise Exit(told.status) from None
        self.stdout.write(_summary(made, out, certificate))
        self.stdout.write(_proposed(people, policy, small_share=0 if made.spare else SMALL_SHARE))


def _tell(console: Console, sentences: Iterable[str]) -> None:
    for sentence in sentences:
        console.print(escape(sentence), highlight=False, soft_wrap=True)


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


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except NotReadable as wrong:
        raise _Told(str(wrong), 2) from None


def _made(
    people: People, policy: Policy, out: Path, certificate: Path, told: "Told"
) -> "Certificate":
    try:
        from xenia.ground.disclosure.files import protect
        from xenia.ground.disclosure.mending import CannotBeProtected
        from xenia.ground.disclosure.protect import Refused
    except ImportError:
        raise _Told(HOW_TO_GET, 2) from None
    try:
        with _readable():
            return protect(people, policy, out=out, certificate=certificate, told=told)
    except CannotBeProtected:
        sentences = ["A small cell cannot be protected in this table."]
    except Refused as refused:
        known = refused.sentences[:SHOWN]
        sentences = ["The attack learnt too much, so the table is refused:", *known]
    proposed = _proposed(people, policy, small_share=0)
    advice = proposed or "Name fewer dimensions, or take values together with --merge."
    raise _Told("\n".join([*sentences, advice.strip()]), 1) from None


def _done(merge: Merge) -> str:
    """What was taken together, as it stands in the certificate."""
    return f"Taken together: {merge.words}. {_spared(merge)}"


def _spared(merge: Merge) -> str:
    return f"Small cells: {merge.small_before:,} before, {merge.small_after:,} after."


def _proposed(people: People, policy: Policy, *, small_share: float = SMALL_SHARE) -> str:
    """What to take together, as sentences and as options to copy; nothing where that would spare nothing."""
    merges = propose_merges(
        people.cube, policy, small_share=small_share, alone=[NOT_SAID], first=people.alike
    )
    if not merges:
        return ""
    options = [f"  --merge {quote(words)}" for words in map(_to_copy, merges)]
    lines = [
        "",
        "Taken together, these values would leave fewer small cells, and no fewer that may be shown:",
        *(f"  {merge.dimension}: {_listed(merge.values)}. {_spared(merge)}" for merge in merges),
        "Take what makes sense, give it a better name after the =, and run it again with:",
        " \\\n".join(options),
        "Then publish that table and no other of these people: one can be subtracted from the other.",
        "",
    ]
    return "\n".join(lines)


def _to_copy(merge: Merge) -> str:
    return as_words(merge.dimension, merge.values, merge.name)


def _listed(values: Sequence[str]) -> str:
    if len(values) > SHOWN:
        return f"{', '.join(values[:SHOWN])} and {len(values) - SHOWN:,} more"
    return f"{', '.join(values[:-1])} and {values[-1]}"


def _nothing_to_propose(people: People, policy: Policy) -> str:
    cells = [number for cell in people.cube.inner() if (number := people.cube.counts[cell])]
    small = sum(policy.need(number) is not None for number in cells)
    return (
        f"{small:,} of {len(cells):,} cells with people in them are small. Nothing to take together is proposed: it would "
        "spare too little, leave fewer that may be shown, or a column with fewer than three values."
    )


def _summary(made: "Certificate", out: Path, certificate: Path) -> str:
    table = Table("", "", title=escape(str(out)), show_header=False)
    narrowest = made.narrowest
    for merged in made.merged:
        table.add_row("Taken together", escape(merged))
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
