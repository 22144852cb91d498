"""xenia invite-director: a link for somebody who is to direct the office, when nobody inside can make one."""

import json
from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.validators import validate_email
from django_typer.management import TyperCommand
from typer import Argument, Option

from xenia.config.founding import invite_director
from xenia.ground.accounts.operations.invitation import AlreadyInvited
from xenia.ground.accounts.operations.person import EmailTaken
from xenia.ground.common.dates import now


class Command(TyperCommand):
    """Invite a director from the machine the office runs on."""

    help = (
        "Make a link with which one person becomes director of the office.\n\n"
        "Example: xenia invite-director director@somerset.example --address https://immigrants.somerset.example"
    )

    def handle(
        self,
        email: Annotated[str, Argument(help="The person's work e-mail.")],
        address: Annotated[
            str, Option(help="Where people open the office.")
        ] = "http://localhost:8000",
        as_json: Annotated[bool, Option("--json", help="Print the result for a machine.")] = False,
    ) -> None:
        """Print the link, once. Exit status 1 when the person is here or invited already, 2 for no e-mail."""
        try:
            validate_email(email)
            made = invite_director(email, address=address, at=now())
        except ValidationError:
            raise CommandError(f"{email!r} is no e-mail address.", returncode=2) from None
        except EmailTaken:
            raise CommandError(
                "Somebody with this e-mail works here: a director can give the role."
            ) from None
        except AlreadyInvited:
            raise CommandError(
                "A link for this e-mail is waiting; it ends after seven days."
            ) from None
        if as_json:
            self.stdout.write(json.dumps(made))
        else:
            self.stdout.write(
                f"Send this link to {made['email']}. It works once, until {made['until']}:\n  {made['link']}"
            )
