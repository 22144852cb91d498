"""An engine that knows no language: for tests, and to show the sample city how drafts come in."""

from collections.abc import Sequence


class Dummy:
    """Puts the language before the English: the same text every time."""

    def translate(self, texts: Sequence[str], language: str) -> list[str]:
        """Each text, marked."""
        return [f"[{language}] {text}" for text in texts]
