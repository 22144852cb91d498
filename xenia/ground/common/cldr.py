"""The one door to CLDR's words for days, hours, lists and languages.

Two traps are closed here:
- Babel keeps what it resolved for one locale in data all locales share, so that after a page in Chinese a Portuguese
  one says "3月". Every locale we use has data of its own. Source: Babel, issue 1234 (open in 2.18).
- CLDR lets some languages take missing words from another one, silently: Haitian Creole from French.
"""

from copy import deepcopy
from functools import cache
from typing import Any

from babel import Locale, localedata
from babel.core import get_global
from babel.localedata import LocaleDataDict

# Two names of one language: what Norwegian Bokmål takes from `no` is its own.
ONE_LANGUAGE = {("nb", "no")}


class _Apart(Locale):
    """A locale that shares no data with others."""

    _own: LocaleDataDict | None = None

    @property
    def _data(self) -> LocaleDataDict:
        if self._own is None:
            shared: Any = localedata.load(str(self))
            self._own = LocaleDataDict(deepcopy(shared))
        return self._own


@cache
def locale_of(tag: str) -> Locale:
    """CLDR's data for a tag such as `zh_Hant`. Raises babel.UnknownLocaleError."""
    return _Apart.parse(tag)


def lender_of(tag: str) -> str:
    """The other language CLDR takes missing words from, such as `fr` for `ht`; empty for most."""
    own = tag.partition("_")[0]
    parents: dict[str, str] = dict(get_global("parent_exceptions"))
    lender = parents.get(tag, parents.get(own, "root")).partition("_")[0]
    return "" if lender in {"root", own} or (own, lender) in ONE_LANGUAGE else lender
