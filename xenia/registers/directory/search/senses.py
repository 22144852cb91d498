"""What a phrase of the taxonomy may mean."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import Final, NamedTuple

from xenia.ground.reference.taxonomy import Taxonomy
from xenia.registers.directory.search.flat_file import Parts
from xenia.registers.directory.search.texts import Texts


class Kind(IntEnum):
    """How a phrase stands in the taxonomy; a gist is an everyday sentence without its filler words."""

    LABEL = 0
    SYNONYM = 1
    WORD = 2
    GIST = 3


KINDS: Final = tuple(Kind)


class Sense(NamedTuple):
    """One thing a phrase may mean."""

    code: str
    kind: Kind
    language: str
    accented: str


class Senses(Mapping[str, tuple[Sense, ...]]):
    """The senses of every phrase, by its pieces joined with spaces."""

    def __init__(self, taxonomy: Taxonomy, parts: Parts) -> None:
        self._codes = tuple(taxonomy.terms)
        self._languages = taxonomy.languages
        self.keys_kept = Texts(parts, "keys")
        self._accents = Texts(parts, "accents")
        self._from = parts["senses from"]
        self._key = parts["sense key"]
        self._term = parts["sense term"]
        self._kind = parts["sense kind"]
        self._language = parts["sense language"]
        self._accented = parts["sense accented"]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.keys_kept.find(key) is not None

    def __getitem__(self, key: str) -> tuple[Sense, ...]:
        number = self.keys_kept.find(key)
        if number is None:
            raise KeyError(key)
        return tuple(map(self._sense, range(self._from[number], self._from[number + 1])))

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys_kept)

    def __len__(self) -> int:
        return len(self.keys_kept)

    def of_language(self, language: str) -> dict[str, list[Sense]]:
        """The phrases of one language with what they mean in it."""
        found: dict[str, list[Sense]] = {}
        if language in self._languages:
            wanted = self._languages.index(language)
            for at, spoken in enumerate(self._language):
                if spoken == wanted:
                    found.setdefault(self.keys_kept[self._key[at]], []).append(self._sense(at))
        return found

    def _sense(self, at: int) -> Sense:
        return Sense(
            self._codes[self._term[at]],
            KINDS[self._kind[at]],
            self._languages[self._language[at]],
            self._accents[self._accented[at]],
        )
