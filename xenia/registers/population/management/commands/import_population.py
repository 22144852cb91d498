"""xenia import-population: bring in published estimates by language."""

from collections import Counter
from pathlib import Path
from typing import Annotated

from django.core.exceptions import ValidationError
from django.db import transaction
from django_typer.management import TyperCommand
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from typer import Argument, Exit, Option

from xenia.ground.common.dates import now
from xenia.ground.imports.sentences import NotReadable, said_again
from xenia.registers.population.census import OUR_YEAR
from xenia.registers.population.files import read_file
from xenia.registers.population.forms import ACS
from xenia.registers.population.models import Characteristic, Dataset, Estimate
from xenia.registers.population.operations import (
    BroughtInMeanwhile,
    Described,
    NothingRead,
    bring_in_dataset,
    lay_down_dataset,
    take_dataset_back,
)
from xenia.registers.population.queries import dataset_in_its_place
from xenia.registers.population.reading import Reading

SHOWN = 20
CITATION = "U.S. Census Bureau, American Community Survey 5-year estimates, {table}, {first}-{last}. Public domain (17 U.S.C. 105)."


class Command(TyperCommand):
    """Bring in estimates by language with their margins of error, from a file. Nothing is asked of the network."""

    help = (
        "Bring in published estimates: what the Census Bureau's data API answers for group(C16001), group(B16001) or a"
        " table of who lives here, such as group(B05006), saved as a file; or a CSV or .xlsx with area, language, measure,"
        " estimate, margin of error, or with area, topic, who, row, estimate, margin of error."
        " The same table of the same years is replaced and kept; --undo goes back to it.\n\n"
        "Example: xenia import-population c16001.json --last-year 2024 --dry-run\n\n"
        'Example: xenia import-population survey.csv --source "City survey" --table households --last-year 2025 --first-year 2025'
    )

    def handle(
        self,
        path: Annotated[Path, Argument(help="The file: JSON of the Census API, CSV or .xlsx.")],
        source: Annotated[str, Option("--source", help="Whose numbers these are.")] = ACS,
        table: Annotated[
            str, Option("--table", help="Which table; the Census form names it.")
        ] = "",
        last_year: Annotated[int, Option("--last-year", help="The last year.")] = OUR_YEAR,
        first_year: Annotated[
            int, Option("--first-year", help="The first year; else four years before the last.")
        ] = 0,
        citation: Annotated[str, Option("--citation", help="How to cite it.")] = "",
        whole_city: Annotated[
            str, Option("--whole-city", help="How the file names the city as a whole.")
        ] = "",
        labels: Annotated[
            Path | None,
            Option("--labels", help="groups/C16001.json of the year, when it is not 2024."),
        ] = None,
        dry_run: Annotated[
            bool, Option("--dry-run", help="Say what would happen; change nothing.")
        ] = False,
        undo: Annotated[
            bool, Option("--undo", help="Take the file in use of these years back.")
        ] = False,
    ) -> None:
        """Exit status 1 when some numbers did not come in, 2 when nothing could be read."""
        console = Console(stderr=True)
        try:
            reading = read_file(
                path.read_bytes(),
                last_year=last_year,
                labels=labels.read_bytes() if labels else None,
            )
        except NotReadable as reason:
            console.print(escape(str(reason.sentence)))
            raise Exit(2) from None
        except OSError:
            console.print(f"{escape(str(path))} cannot be read: name a file that is there.")
            raise Exit(2) from None
        named = table or reading.table or path.stem[:40]
        first = first_year or last_year - 4
        cited = citation or CITATION.format(table=named, first=first, last=last_year)
        described = Described(source, named, first, last_year, cited, file_name=path.name[-120:])
        if undo:
            _undo(described)
            return
        dataset = _bring(console, described, reading, whole_city, dry_run=dry_run)
        if dataset.refused:
            raise Exit(1)


def _bring(
    console: Console, described: Described, reading: Reading, whole_city: str, *, dry_run: bool
) -> Dataset:
    at = now()
    try:
        with transaction.atomic():
            dataset = lay_down_dataset(
                described=described, reading=reading, whole_city=whole_city, by=None, at=at
            )
            _show(dataset, dataset_in_its_place(dataset), dry_run=dry_run)
            if not dry_run:
                bring_in_dataset(dataset=dataset, by=None, at=at)
            transaction.set_rollback(dry_run)
            return dataset
    except NothingRead as nothing:
        console.print("Nothing came in: no number of a place and a language we know.")
        for one in nothing.refused[:SHOWN]:
            console.print(escape(f"  {one.where}: {one.reason}"), highlight=False)
    except ValidationError as wrong:
        console.print(escape(" ".join(wrong.messages)))
    except BroughtInMeanwhile:
        console.print("Somebody brought in the same table a moment ago. Nothing was changed.")
    raise Exit(2)


def _show(dataset: Dataset, before: Dataset | None, *, dry_run: bool) -> None:
    console = Console()
    table = Table("Measure", "Numbers", title=escape(str(dataset)))
    counts = Counter(dataset.estimates.values_list("measure", flat=True))
    for measure in Estimate.Measure:
        table.add_row(str(measure.label), f"{counts[measure]:,}")
    topics = Counter(dataset.characteristics.values_list("topic", flat=True))
    for topic in Characteristic.Topic:
        if topics[topic]:
            table.add_row(str(topic.label), f"{topics[topic]:,}")
    console.print(table)
    for row in dataset.refused[:SHOWN]:
        console.print(escape(f"  {row['where']}: {said_again(row)}"), highlight=False)
    if len(dataset.refused) > SHOWN:
        console.print(f"  and {len(dataset.refused) - SHOWN:,} more")
    if before is not None:
        verb = "would replace" if dry_run else "replaces"
        console.print(f"It {verb} the file of {before.entered_at:%Y-%m-%d}, which is kept.")
    if dry_run:
        console.print("Nothing was changed. Without --dry-run, this is what will happen.")


def _undo(described: Described) -> None:
    console = Console()
    found = Dataset.objects.current().filter(
        source=described.source,
        table=described.table,
        first_year=described.first_year,
        last_year=described.last_year,
    )
    dataset = found.first()
    if dataset is None:
        console.print("No file of this table and these years is in use. Nothing was changed.")
        raise Exit(2)
    before = take_dataset_back(dataset=dataset, by=None, at=now())
    console.print("Taken back. The file before it is in use again." if before else "Taken back.")
