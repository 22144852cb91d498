"""What somebody answered: held while a page is made, and nowhere else.

Answers have no text of themselves, cannot be pickled and cannot be compared: they get into no log, session or task.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from .questions import Value


class Answers:
    """The answers of one person, by the ids of questions. A question that is not there was not answered."""

    __slots__ = ("_declined", "_values")

    def __init__(
        self, values: Mapping[str, Value] | None = None, declined: Iterable[str] = ()
    ) -> None:
        self._values = dict(values or {})
        self._declined = frozenset(declined)

    def of(self, question: str) -> Value | None:
        """The answer to a question, or None."""
        return self._values.get(question)

    def has(self, question: str) -> bool:
        """Whether it was answered. Declining is no answer."""
        return question in self._values

    def declined(self, question: str) -> bool:
        """Whether somebody said she would rather not say."""
        return question in self._declined

    def with_answer(self, question: str, value: Value) -> "Answers":
        """These answers and one more, or one changed."""
        return Answers({**self._values, question: value}, self._declined - {question})

    def __len__(self) -> int:
        return len(self._values)

    def __bool__(self) -> bool:
        return bool(self._values)

    def __repr__(self) -> str:
        return "<Answers>"

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("answers are not stored: they live in the request alone")
