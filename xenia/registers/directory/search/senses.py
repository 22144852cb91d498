"""What a phrase of the taxonomy may mean."""

from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """How a phrase stands in the taxonomy; a gist is an everyday sentence without its filler words."""

    LABEL = 0
    SYNONYM = 1
    WORD = 2
    GIST = 3


class Sense(NamedTuple):
    """One thing a phrase may mean."""

    code: str
    kind: Kind
    language: str
    accented: str
