"""xenia check-messages: whether every message is fit to be seen by somebody else."""

import json
from dataclasses import asdict
from typing import Annotated

from django_typer.management import TyperCommand
from typer import Exit, Option

from xenia.ground.notifications.catalogue import CATALOGUE
from xenia.ground.notifications.linter import faults_in_catalogue


class Command(TyperCommand):
    """Check the message catalogue in every language: no case word, no text message of more than two parts."""

    help = (
        "Check every message in every language: it holds no word that says why somebody is in touch with us, and a text"
        " message has at most two parts.\n\nExample: xenia check-messages"
    )

    def handle(
        self,
        as_json: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Exit status 1 when a message is not fit."""
        faults = faults_in_catalogue()
        if as_json:
            self.stdout.write(json.dumps([asdict(one) for one in faults], ensure_ascii=False))
        else:
            told = [str(one) for one in faults] or [f"{len(CATALOGUE)} messages, nothing wrong."]
            self.stdout.write("\n".join(told))
        if faults:
            raise Exit(1)
