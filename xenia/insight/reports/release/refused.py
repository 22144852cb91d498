"""A release that would give somebody away."""

from collections.abc import Iterable


class Refused(Exception):
    """The gate stays shut. sentences: which cells, and what would be known of them; never a true number."""

    def __init__(self, sentences: Iterable[str]) -> None:
        """Keep the sentences for the page that says why."""
        self.sentences = tuple(sentences)
        super().__init__("; ".join(self.sentences))
