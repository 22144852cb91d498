"""xenia key-restore: the master key comes back from two sheets of paper."""

import json
from pathlib import Path
from typing import Annotated

from django.core.management import CommandError
from django_typer.management import TyperCommand
from typer import Option

from xenia.config.backup.typed_shares import brought
from xenia.config.data_folder import KIND_FILE
from xenia.ground.common.master_key import MasterKeys
from xenia.ground.common.shares import UnfitShares, combine, fingerprint, lay_restored_key

TO = Option("--to", help="A new file for the master key, outside the data folder.")
SHARE = Option("--share", help="A file of a sheet, twice; else the words are typed.")
VERSION = Option("--key-version", min=1, help="The version on the sheets, when words are typed.")
AS_JSON = Option("--json", help="Print the result for a machine.")


class Command(TyperCommand):
    """Make a master key file again from two printed shares."""

    help = (
        "Make a master key file again from two printed shares. Nothing is overwritten.\n\n"
        "Example: xenia key-restore --to /etc/xenia/master.key --key-version 4"
    )
    # There may be no office here.
    requires_system_checks: tuple[str, ...] = ()

    def handle(
        self,
        to: Annotated[Path, TO],
        share: Annotated[list[Path] | None, SHARE] = None,
        key_version: Annotated[int | None, VERSION] = None,
        as_json: Annotated[bool, AS_JSON] = False,
    ) -> None:
        """Exit status 1 when the shares make no key, 2 when the file or the version cannot be used."""
        path = to.expanduser().resolve()
        refuse_unfit_file(path)
        try:
            words, named = brought(share or [])
            key = combine(words)
        except UnfitShares as wrong:
            raise CommandError(str(wrong)) from None
        version = key_version or next(iter(named), None)
        if version is None or (named and version not in named):
            raise CommandError(
                "--key-version: name the version that is printed on both sheets.", returncode=2
            )
        lay(path, version, key)
        sign = fingerprint(MasterKeys({version: key}), version)
        said = {"file": str(path), "version": version, "fingerprint": sign}
        self.stdout.write(
            json.dumps(said)
            if as_json
            else f"Version {version} of the master key is in {path} again. Its fingerprint is {sign}: compare it with "
            "the sheets.\nNext: look at the office with `xenia backup`, whose canary proves the key."
        )


def refuse_unfit_file(path: Path) -> None:
    """Raises CommandError with status 2 for a file that is there, or lies in a data folder."""
    if path.exists():
        raise CommandError(f"{path} is there already, and is not overwritten.", returncode=2)
    for above in path.parents:
        if (above / KIND_FILE).exists():
            raise CommandError(
                f"{path} lies inside the data folder {above}: whoever takes it could open it. Name another place.",
                returncode=2,
            )


def lay(path: Path, version: int, key: bytes) -> None:
    """Write the file. Raises CommandError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lay_restored_key(path, version=version, key=key)
    except OSError as wrong:
        raise CommandError(f"{path} cannot be written: {wrong.strerror}.") from None
