"""xenia search: what a resident would find."""

import json
from typing import Annotated, Any

from django.http import QueryDict
from django.utils.translation import override
from django_typer.management import TyperCommand
from rich.console import Console
from typer import Argument, BadParameter, Exit, Option

from xenia.face.home.finding import found_for, reason_words
from xenia.face.home.near import near_what
from xenia.face.home.question import Question, read_question
from xenia.ground.common.dates import now
from xenia.ground.common.languages import is_known
from xenia.registers.directory.models import Listing
from xenia.registers.directory.search.index import NoIndex
from xenia.registers.directory.search.request import Hit


def some_words(said: str) -> str:
    """What to look for. Raises BadParameter when it is empty."""
    if not said.strip():
        raise BadParameter("write what you are looking for, such as 'food'.")
    return said


class Command(TyperCommand):
    """Ask the directory's search as a resident would, in her language."""

    help = (
        "Ask the search what a resident would find; the same list as the page.\n\n"
        'Example: xenia search "klas angle" --language ht --limit 5 --json'
    )

    def handle(
        self,
        words: Annotated[str, Argument(help="What the person writes.", callback=some_words)],
        language: Annotated[
            str, Option("--language", help="The reader's language, such as ht.")
        ] = "en",
        limit: Annotated[int, Option("--limit", min=1, max=100, help="How many at most.")] = 10,
        near: Annotated[str, Option("--near", help="A ZIP code or a neighborhood.")] = "",
        as_json: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Exit status 1 when nothing was found, 2 for an unknown language or place, or a missing index."""
        if not is_known(language):
            self.stderr.write(
                f"There is no language {language!r}: write a tag such as ht or zh-hant."
            )
            raise Exit(2)
        asked = QueryDict(mutable=True)
        asked["near"] = near
        question = read_question(asked, words)
        if problem := near_what(question.near).problem:
            self.stderr.write(problem)
            raise Exit(2)
        try:
            with override(language):
                found = _found(question, language, limit)
        except NoIndex:
            self.stderr.write("There is no search index yet. Run: xenia index")
            raise Exit(2) from None
        rows = [row for row, _miles in found]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            _print(found)
        if not rows:
            raise Exit(1)


def _found(
    question: Question, language: str, limit: int
) -> list[tuple[dict[str, Any], float | None]]:
    """Every row with its distance in miles, None where it has none."""
    found = found_for(question, language, at=now(), page_size=limit)
    documents = dict(
        Listing.objects.filter(pk__in=[hit.id for hit in found.hits]).values_list("pk", "document")
    )
    return [
        (_row(documents[hit.id], language, _why(hit)), hit.miles)
        for hit in found.hits
        if hit.id in documents
    ]


def _why(hit: Hit) -> list[str]:
    return [words for one in hit.why if (words := reason_words(one))]


def _row(document: dict[str, Any], language: str, why: list[str]) -> dict[str, Any]:
    recorded = document["name"].get("en") or next(iter(document["name"].values()), "")
    return {
        "id": document["id"],
        "name": recorded,
        "description": document["description"].get("en", ""),
        "organization": (document["organization"] or {}).get("name", {}).get("en", ""),
        "shown_name": document["name"].get(language) or recorded,
        "why": why,
    }


def _print(found: list[tuple[dict[str, Any], float | None]]) -> None:
    console = Console(highlight=False)
    if not found:
        console.print("Nothing was found.")
    for number, (row, miles) in enumerate(found, start=1):
        console.print(f"{number:>2}. [bold]{row['shown_name']}[/bold]  {row['organization']}")
        if row["shown_name"] != row["name"]:
            console.print(f"    {row['name']}")
        said = [*row["why"], *([] if miles is None else [f"{miles:.1f} mi"])]
        if said:
            console.print(f"    {' · '.join(said)}")
