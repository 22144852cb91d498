"""xenia search: what a resident would find."""

import json
from typing import Annotated, Any

from django.http import QueryDict
from django.utils.translation import override
from django_typer.management import TyperCommand
from rich.console import Console
from typer import Argument, Exit, Option

from xenia.face.home.cards import own_language_name
from xenia.face.home.finding import found_for, reason_words
from xenia.face.home.question import read_question
from xenia.ground.common.dates import now
from xenia.ground.common.languages import is_known
from xenia.registers.directory.models import Listing
from xenia.registers.directory.search.index import NoIndex


class Command(TyperCommand):
    """Ask the directory's search as a resident would, in her language."""

    help = (
        "Ask the search what a resident would find; the same list as the page.\n\n"
        'Example: xenia search "klas angle" --language ht --limit 5 --json'
    )

    def handle(
        self,
        words: Annotated[str, Argument(help="What the person writes.")],
        language: Annotated[
            str, Option("--language", help="The reader's language, such as ht.")
        ] = "en",
        limit: Annotated[int, Option("--limit", min=1, max=100, help="How many at most.")] = 10,
        near: Annotated[str, Option("--near", help="A ZIP code or a neighborhood.")] = "",
        as_json: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Exit status 1 when nothing was found, 2 for an unknown language or a missing index."""
        if not is_known(language):
            self.stderr.write(
                f"There is no language {language!r}: write a tag such as ht or zh-hant."
            )
            raise Exit(2)
        asked = QueryDict(mutable=True)
        asked["near"] = near
        try:
            with override(language):
                rows = _rows(read_question(asked, words), language, limit)
        except NoIndex:
            self.stderr.write("There is no search index yet. Run: xenia index")
            raise Exit(2) from None
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            _print(rows, language)
        if not rows:
            raise Exit(1)


def _rows(question: Any, language: str, limit: int) -> list[dict[str, Any]]:
    found = found_for(question, language, at=now(), page_size=limit)
    documents = dict(
        Listing.objects.filter(pk__in=[hit.id for hit in found.hits]).values_list("pk", "document")
    )
    return [
        _row(
            documents[hit.id], language, [words for one in hit.why if (words := reason_words(one))]
        )
        for hit in found.hits
        if hit.id in documents
    ]


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


def _print(rows: list[dict[str, Any]], language: str) -> None:
    console = Console(highlight=False)
    if not rows:
        console.print("Nothing was found.")
    for number, row in enumerate(rows, start=1):
        console.print(f"{number:>2}. [bold]{row['shown_name']}[/bold]  {row['organization']}")
        if row["shown_name"] != row["name"]:
            console.print(f"    {row['name']}")
        console.print(f"    {own_language_name(language)}: {' · '.join(row['why'])}")
