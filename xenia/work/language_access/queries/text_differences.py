"""What differs between a source and its translation that no language changes: paragraphs, numbers, addresses."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Final

from xenia.work.language_access.queries.text_beside import is_uneven

# E-mail addresses and links; sentences may end right after them.
ADDRESS: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s<>()\"'،。、）》]+"
)
# A phone number however it is grouped: an area code, three digits, four digits.
PHONE: Final = re.compile(r"(?<!\d)(?:\+?1[ .-]?)?\(?(\d{3})\)?[ .-]?(\d{3})[ .-]?(\d{4})(?!\d)")
# 1,000 and 1.000 and 1 000 are one number; so are 2.50 and 2,50.
NUMBER: Final = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
ENDS: Final = ".,;:!?/"


@dataclass(frozen=True, slots=True)
class Differences:
    """numbers, addresses: those of the source that the translation lacks. strange: addresses only the translation has."""

    is_uneven: bool = False
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.is_uneven or self.numbers or self.addresses or self.strange)


def differences(source: str, text: str) -> Differences:
    """What to look at before a translation goes on; no proof that anything is wrong."""
    one, other = _western(source), _western(text)
    addresses, others = _addresses(one), _addresses(other)
    return Differences(
        is_uneven=is_uneven(source, text),
        numbers=_lacking(_numbers(one), _numbers(other)),
        addresses=_lacking(addresses, others),
        strange=_lacking(others, addresses),
    )


def _western(text: str) -> str:
    """With digits 0 to 9 for those of every script."""
    return "".join(
        str(unicodedata.digit(sign)) if sign.isdecimal() else sign
        for sign in unicodedata.normalize("NFC", text)
    )


def _addresses(text: str) -> list[tuple[str, str]]:
    found = [said.rstrip(ENDS) for said in ADDRESS.findall(text)]
    return [(said.casefold(), said) for said in found]


def _numbers(text: str) -> list[tuple[str, str]]:
    """Each number as it is compared, and as it is written, in order; not those inside addresses."""
    rest = ADDRESS.sub(_blank, text)
    phones = [(one.start(), "".join(one.groups()), one.group()) for one in PHONE.finditer(rest)]
    others = [
        (one.start(), re.sub(r"\D", "", one.group()).lstrip("0") or "0", one.group())
        for one in NUMBER.finditer(PHONE.sub(_blank, rest))
    ]
    return [(key, said) for _place, key, said in sorted(phones + others)]


def _blank(found: re.Match[str]) -> str:
    """As long as what stood there, so that places stay."""
    return " " * len(found.group())


def _lacking(wanted: list[tuple[str, str]], there: list[tuple[str, str]]) -> tuple[str, ...]:
    """What is wanted and not there, each as often as it is lacking, in the order of the text."""
    left = Counter(key for key, _said in there)
    found = []
    for key, said in wanted:
        if left[key]:
            left[key] -= 1
        else:
            found.append(said)
    return tuple(found)
