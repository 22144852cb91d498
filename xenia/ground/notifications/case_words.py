"""Words that say why somebody is in touch with us: no message may hold one."""

from dataclasses import dataclass
from functools import cache

from xenia.ground.notifications.words import folded, has_phrase, table


@dataclass(frozen=True, slots=True)
class CaseWord:
    """One word of the table, folded. is_own: it is looked for in texts of its own language only."""

    language: str
    word: str
    phrase: tuple[str, ...]
    is_beginning: bool
    is_own: bool


@cache
def case_words() -> tuple[CaseWord, ...]:
    """All of them, in every language."""
    return tuple(
        CaseWord(
            language=row["language"],
            word=row["word"],
            phrase=tuple(folded(row["word"])),
            is_beginning=row["word"].endswith("*"),
            is_own=row["elsewhere"] == "no",
        )
        for row in table("case_words.csv")
    )


def case_words_in(text: str, language: str) -> list[str]:
    """The case words a text in some language holds, each once. Words of other languages count too."""
    words = folded(text)
    found = (
        one.word
        for one in case_words()
        if (not one.is_own or one.language == language)
        and has_phrase(words, one.phrase, is_beginning=one.is_beginning)
    )
    return list(dict.fromkeys(found))
