"""Where a rule stands, so that anybody can read it there."""

from dataclasses import dataclass
from datetime import date

from .strict import Part


@dataclass(frozen=True, slots=True)
class Citation:
    """A law, a form or a page. read_on: the day somebody read it there; effective: since when it holds.

    checked: what is behind it where nobody has read it at its own address yet.
    """

    title: str
    url: str
    read_on: date | None = None
    effective: date | None = None
    checked: str = ""


def read_citation(part: Part) -> Citation:
    """A citation of a file. It says when it was read, since when it holds, or how far it was checked."""
    found = Citation(
        title=part.take("title", str),
        url=part.take("url", str),
        read_on=part.maybe("read_on", date),
        effective=part.maybe("effective", date),
        checked=part.maybe("checked", str) or "",
    )
    if not found.url.startswith("https://"):
        raise part.wrong("url", "an address that begins with https://")
    if not (found.read_on or found.effective or found.checked):
        raise part.wrong("read_on", "a day; or `effective`, or what `checked` says")
    part.done()
    return found
