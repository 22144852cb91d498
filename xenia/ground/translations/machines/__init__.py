"""Machine translation: an engine named by the settings, off unless an office turns one on.

An engine gets public content alone: the texts of records that a room has registered as public. What a person tells the
office never has the type that goes in here.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from .content import NotPublicContent, PublicText, public_kind, public_texts
from .dummy import Dummy

__all__ = [
    "MACHINES",
    "Machine",
    "MachineIsOff",
    "NotPublicContent",
    "PublicText",
    "machine_name",
    "machine_translations",
    "public_kind",
    "public_texts",
    "the_machine",
]
OFF = "off"


class MachineIsOff(Exception):
    """This office uses no machine translation."""


class Machine(Protocol):
    """One engine: English texts in, as many texts in the language out, in the same order."""

    def translate(self, texts: Sequence[str], language: str) -> list[str]: ...


MACHINES: dict[str, Callable[[], Machine]] = {"dummy": Dummy}


def machine_name() -> str:
    """The engine the settings name: "off", one of MACHINES, or the dotted path of another."""
    return str(getattr(settings, "TRANSLATION_MACHINE", OFF) or OFF)


def the_machine() -> Machine:
    """The engine of this office. Raises MachineIsOff, and ImportError for a name that leads nowhere."""
    name = machine_name()
    if name == OFF:
        raise MachineIsOff("TRANSLATION_MACHINE is off")
    make: Callable[[], Machine] = MACHINES.get(name) or import_string(name)
    return make()


def machine_translations(texts: Sequence[PublicText], language: str) -> list[str]:
    """What the office's engine makes of some public texts.

    Raises TypeError for anything but PublicText, MachineIsOff, and ValueError when the engine answers with too few.
    """
    machine = the_machine()
    if strange := [type(text).__name__ for text in texts if type(text) is not PublicText]:
        raise TypeError(f"a machine gets public content alone, not {strange[0]}")
    said = machine.translate([text.source for text in texts], language)
    if len(said) != len(texts):
        raise ValueError(f"the machine gave {len(said)} texts for {len(texts)}")
    return said
