"""The master key in three printed shares: any two make it again, one alone says nothing.

Source: SatoshiLabs SLIP-0039, Shamir's secret sharing for mnemonic codes (2-of-3, no passphrase). Each share is 33 words
of a list of 1,024; the last three words are a checksum that finds up to three wrong ones.
"""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from xenia.ground.common.master_key import KEY_BYTES, MasterKeys

NEEDED, MADE = 2, 3
WORDS = 33
# Four letters name a word of the list.
LETTERS_ENOUGH = 4
RECORD = "key-shares.json"
# A sheet holds its words between these lines, so that a file of it can be read again.
WORDS_BEGIN, WORDS_END = "-- words --", "-- end of words --"


class UnfitShares(ValueError):
    """These shares do not make a key; the text says why and what to do. No word of a share is quoted."""


@dataclass(frozen=True, slots=True, repr=False)
class KeyShare:
    """One share of one version of the master key. number: 1 to 3. It is never shown in a message."""

    number: int
    version: int
    fingerprint: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """For which version of the master key shares were printed, or looked through, and on which day."""

    version: int
    fingerprint: str
    on: str


def fingerprint(keys: MasterKeys, version: int) -> str:
    """Sixteen signs by which a key is known and from which it cannot be made: `3f9a-22b1-07cc-e15d`."""
    sign = keys.derived(f"fingerprint of version {version}", version).hex()
    return "-".join(sign[start : start + 4] for start in range(0, 16, 4))


def split_newest(keys: MasterKeys) -> tuple[KeyShare, ...]:
    """Three new shares of the newest version. Shares split another time do not fit these."""
    from shamir_mnemonic import generate_mnemonics

    version = keys.newest
    (group,) = generate_mnemonics(1, [(NEEDED, MADE)], keys.versions[version])
    sign = fingerprint(keys, version)
    return tuple(
        KeyShare(number, version, sign, tuple(mnemonic.split()))
        for number, mnemonic in enumerate(group, start=1)
    )


def words_of(text: str) -> list[str]:
    """The words of a share: typed, with or without numbers, or a whole sheet as it was written."""
    _, found, after = text.partition(WORDS_BEGIN)
    inside = after.partition(WORDS_END)[0] if found else text
    return [word.casefold() for word in re.findall(r"[A-Za-z]+", inside)]


def version_on(text: str) -> int | None:
    """The version of the key a sheet names; None when only words were typed."""
    named = re.search(r"^Version of the key:\s*(\d+)\s*$", text, re.MULTILINE)
    return int(named[1]) if named else None


def combine(shares: Sequence[Sequence[str]]) -> bytes:
    """The key that two shares make. Raises UnfitShares with a sentence."""
    from shamir_mnemonic import MnemonicError, Share, combine_mnemonics

    read = [
        Share.from_mnemonic(_checked(words, f"Share {place}"))
        for place, words in enumerate(shares, start=1)
    ]
    different = list({share.index: share for share in read}.values())
    if len({share.identifier for share in read}) > 1:
        raise UnfitShares(
            "These shares were not printed together: they belong to two keys or two printings. "
            "Take two sheets with the same version and the same day."
        )
    if len(different) < NEEDED:
        raise UnfitShares(_too_few(len(read)))
    try:
        key: bytes = combine_mnemonics([share.mnemonic() for share in different[:NEEDED]])
    except MnemonicError:
        raise UnfitShares(
            "These shares do not fit each other. Take two sheets of one day."
        ) from None
    if len(key) != KEY_BYTES:
        raise UnfitShares("These words are shares, but not of a master key.")
    return key


def _too_few(given: int) -> str:
    if given > 1:
        return "That is the same share twice. Take two different ones of the three."
    return "One share alone opens nothing. Take two of the three."


def _checked(words: Sequence[str], which: str) -> str:
    """The share's words in full, once the checksum fits. Raises UnfitShares with the place of a wrong word."""
    from shamir_mnemonic import MnemonicError, Share

    full = [_in_full(word, f"{which}, word {place}") for place, word in enumerate(words, start=1)]
    if len(full) != WORDS:
        raise UnfitShares(
            f"{which} has {len(full)} words. A share has {WORDS}: look at the sheet again."
        )
    mnemonic = " ".join(full)
    try:
        Share.from_mnemonic(mnemonic)
    except MnemonicError:
        raise UnfitShares(
            f"{which}: the words are of the list, but they do not fit together. One is wrong, or two "
            "changed places: compare each with the sheet."
        ) from None
    return mnemonic


def _in_full(word: str, where: str) -> str:
    from shamir_mnemonic.wordlist import WORD_INDEX_MAP

    if word in WORD_INDEX_MAP:
        return word
    near: list[str] = [known for known in WORD_INDEX_MAP if known.startswith(word)]
    if len(word) < LETTERS_ENOUGH or len(near) != 1:
        raise UnfitShares(f"{where} is not a word of the list. Look at the sheet again.")
    return near[0]


def lay_restored_key(path: Path, *, version: int, key: bytes) -> None:
    """Write a master key file again, readable by its owner alone. Raises FileExistsError: nothing is overwritten."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{version} {key.hex()}\n")
        file.flush()
        os.fsync(file.fileno())


def note_shares(keys: MasterKeys, *, folder: Path, on: date) -> None:
    """Remember in the data folder that shares of the newest version are in people's hands."""
    said = Printed(keys.newest, fingerprint(keys, keys.newest), on.isoformat())
    draft = folder / f"{RECORD}.new"
    draft.write_text(json.dumps(asdict(said)) + "\n", encoding="utf-8")
    draft.replace(folder / RECORD)


def noted_shares(folder: Path) -> Printed | None:
    """The last version shares were printed for; None when there were none, or nobody knows."""
    try:
        return Printed(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def shares_are_current(keys: MasterKeys, *, folder: Path) -> bool:
    """Whether shares of the newest version of the master key were printed. folder: the data folder."""
    noted = noted_shares(folder)
    return (
        noted is not None
        and noted.version == keys.newest
        and noted.fingerprint == fingerprint(keys, keys.newest)
    )
