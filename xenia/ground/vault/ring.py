"""The keys of the people on one page, fetched together."""

from collections.abc import Iterable
from uuid import UUID

from xenia.ground.keys.named import make_named_key, named_key
from xenia.ground.keys.subject_keys import keys_of


class KeyRing:
    """Keys for a set of people; the second database is asked once, when the first field is opened."""

    def __init__(self, subjects: Iterable[UUID]) -> None:
        self._wanted = set(subjects)
        self._keys: dict[UUID, bytes] = {}
        self._compartments: dict[str, bytes] = {}

    def compartment(self, name: object, *, make: bool = False) -> bytes:
        """A compartment's key, "office" or an organisation's id; asked for once. Raises NoSuchKey."""
        wanted = f"compartment {name}"
        if wanted not in self._compartments:
            self._compartments[wanted] = (make_named_key if make else named_key)(wanted)
        return self._compartments[wanted]

    def hold(self, keys: dict[UUID, bytes]) -> None:
        """Keys that are at hand already."""
        self._keys |= keys
        self._wanted -= keys.keys()

    def key(self, subject: UUID) -> bytes | None:
        """A person's key; None when it was destroyed."""
        held = self._keys.get(subject)
        if held is None:
            self._keys |= keys_of(self._wanted | {subject})
            self._wanted.clear()
            held = self._keys.get(subject)
        return held
