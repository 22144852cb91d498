"""xenia key-shares: the master key on three sheets of paper, any two of which make it again."""

import json
from pathlib import Path
from typing import Annotated

from django.conf import settings
from django.core.management import CommandError
from django_typer.management import TyperCommand
from rich.console import Console
from typer import Exit, Option

from xenia.config.backup.key_sheets import as_text, write_sheets
from xenia.config.backup.typed_shares import brought
from xenia.ground.accounts import audit
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.master_key import BadMasterKey, MasterKeys
from xenia.ground.common.shares import (
    KeyShare,
    UnfitShares,
    combine,
    fingerprint,
    note_shares,
    shares_are_current,
    split_newest,
)
from xenia.ground.keys.keepers import master_keys
from xenia.ground.reference.office import office_facts

OUT = Option("--out", help="A folder for the sheets, outside the data folder.", metavar="DIR")
PRINT = Option("--print", help="Print the three sheets here instead, as plain text.")
CHECK = Option("--check", help="Read two shares and say whether they give today's key.")
SHARE = Option("--share", help="With --check: a file of a sheet; else the words are typed.")
AS_JSON = Option("--json", help="Print the result for a machine; never with words of a share.")


class Command(TyperCommand):
    """Print the master key as three shares, or check two of them."""

    help = (
        "Print the master key as three shares, any two of which make it again; print them anew at each new version of "
        "the key. Or check two of them.\n\nExample: xenia key-shares --out /media/usb"
    )

    def handle(
        self,
        out: Annotated[Path | None, OUT] = None,
        to_screen: Annotated[bool, PRINT] = False,
        check: Annotated[bool, CHECK] = False,
        share: Annotated[list[Path] | None, SHARE] = None,
        as_json: Annotated[bool, AS_JSON] = False,
    ) -> None:
        """Exit status 1 when checked shares do not give today's key, 2 when nothing or too much was asked."""
        if [out is not None, to_screen, check].count(True) != 1:
            raise CommandError("Say one of --out DIR, --print or --check.", returncode=2)
        try:
            keys = master_keys()
            if check:
                self._check(keys, share or [], as_json=as_json)
            else:
                self._make(keys, out, as_json=as_json)
        except UnfitShares as wrong:
            raise CommandError(str(wrong)) from None
        except BadMasterKey as wrong:
            raise CommandError(f"{wrong}") from None

    def _make(self, keys: MasterKeys, out: Path | None, *, as_json: bool) -> None:
        """Write or print new sheets, and note it."""
        at = now()
        on, shares, office = local_day(at), split_newest(keys), office_facts().text("name", "en")
        if out is None:
            self.stdout.write("\f".join(as_text(one, office=office, on=on) for one in shares))
            files: list[Path] = []
        else:
            files = self._lay(out, shares, office=office)
        note_shares(keys, folder=settings.DATA, on=on)
        audit.record(None, "config.key_shares_printed", None, at=at)
        if as_json and out is not None:
            said = {"version": keys.newest, "files": [str(path) for path in files]}
            self.stdout.write(json.dumps(said))
        elif out is not None:
            self.stdout.write(_what_next(files, keys.newest))

    def _lay(self, out: Path, shares: tuple[KeyShare, ...], *, office: str) -> list[Path]:
        """Write the sheets. Raises CommandError with status 2 where they must not lie."""
        folder = out.expanduser().resolve()
        if folder.is_relative_to(settings.DATA):
            raise CommandError(
                "The sheets cannot lie inside the data folder: whoever takes the folder could open it. "
                "Name another place.",
                returncode=2,
            )
        try:
            return write_sheets(folder, shares, office=office, on=local_day(now()))
        except FileExistsError:
            raise CommandError(
                f"There are sheets of this version in {folder}. Print and remove them, or name another place.",
                returncode=2,
            ) from None
        except OSError as wrong:
            raise CommandError(f"{folder} cannot be written: {wrong.strerror}.") from None

    def _check(self, keys: MasterKeys, files: list[Path], *, as_json: bool) -> None:
        """Say whether two shares give today's key; then they count as printed. Exit status 1 when not."""
        words, _versions = brought(files)
        sign = fingerprint(keys, keys.newest)
        given = MasterKeys({keys.newest: combine(words)})
        fits = fingerprint(given, keys.newest) == sign
        if fits and not shares_are_current(keys, folder=settings.DATA):
            note_shares(keys, folder=settings.DATA, on=local_day(now()))
        said = (
            f"These shares give today's key, version {keys.newest} ({sign})."
            if fits
            else f"These shares give another key, not today's version {keys.newest} ({sign}). Print new shares."
        )
        answer = {"fits": fits, "version": keys.newest, "fingerprint": sign}
        self.stdout.write(json.dumps(answer) if as_json else said)
        if not fits:
            raise Exit(1)


def _what_next(files: list[Path], version: int) -> str:
    Console(stderr=True).print(
        "Each file holds a third of the master key: remove them all after printing."
    )
    return "\n".join(
        [
            f"Three shares of version {version} of the master key, each as text and as a page to print:",
            *(f"  {path}" for path in files),
            "Print each on a printer of your own, give each sheet to another person, then remove the files.",
            "Check two of them: ./run xenia key-shares --check",
        ]
    )
