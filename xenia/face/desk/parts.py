"""A person's day in parts: rows of one kind, each with when, what, who and one verb."""

from dataclasses import dataclass

# As many rows as fit a screen; the rest is one click away.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Task:
    """One row. verb: the one thing to do, at `url`. language: as its speakers call it; lang: its tag."""

    title: str
    url: str
    verb: str
    when: str = ""
    who: str = ""
    language: str = ""
    lang: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind. count: all of them, also those not shown; rest_url: where the others are. is_known: False while nobody has looked whether there is any."""

    code: str
    title: str
    count: int
    tasks: tuple[Task, ...]
    nothing: str
    rest_url: str = ""
    is_known: bool = True

    @property
    def has_more(self) -> bool:
        """Whether some are not shown."""
        return self.count > len(self.tasks)
