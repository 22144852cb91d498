"""What files call things, and what the directory calls them; one file per format, one dict."""

from collections.abc import Iterable
from typing import Final

from .hsds import HSDS
from .naming import FileTable, Format, Heading, heading_key
from .ohana import OHANA

# The first format that recognises a package reads it; HSDS, with all its versions, reads the rest.
FORMATS: Final[dict[str, Format]] = {"ohana": OHANA, "hsds": HSDS}


def choose_format(files: Iterable[str], headings: Iterable[str]) -> Format:
    """The format of a package, told from the names of its files and the headings in them."""
    seen = {heading_key(word) for word in (*files, *headings)}
    return next(
        (one for one in FORMATS.values() if len(one.signs & seen) >= one.signs_needed), HSDS
    )


__all__ = ["FORMATS", "HSDS", "FileTable", "Format", "Heading", "choose_format", "heading_key"]
