"""xenia send-messages: send what waits."""

import json
from typing import Annotated

from django_typer.management import TyperCommand
from typer import Option

from xenia.ground.common.dates import now
from xenia.ground.notifications.operations.sending import send_messages


class Command(TyperCommand):
    """Send every message that may leave now. Several may run at once."""

    help = (
        "Send every message that may leave now; the worker does it every half minute. Several may run at once: each"
        " message is taken up by one.\n\nExample: xenia send-messages --json"
    )

    def handle(
        self,
        as_json: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Say how many messages came to which end."""
        ended = dict(send_messages(clock=now))
        if as_json:
            self.stdout.write(json.dumps(ended))
            return
        lines = [f"{count:>5} {state}" for state, count in sorted(ended.items())]
        self.stdout.write("\n".join(lines) or "Nothing waits to leave now.")
