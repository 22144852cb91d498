"""Countries and territories by their ISO 3166-1 code, named in the reader's language.

Source: Unicode CLDR through Babel; a language CLDR lacks, or fills with another's words, gets the English names.
"""

from functools import lru_cache

from babel import Locale

from xenia.ground.common.languages import babel_tag, is_known
from xenia.ground.common.local_words import OWN

# CLDR also lists groupings and codes without a country; these are not anybody's origin.
NOT_COUNTRIES = frozenset(
    {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
)
CODE_LETTERS = 2


@lru_cache(maxsize=64)
def countries(reader: str) -> dict[str, str]:
    """Every country's name by its code, such as {"HT": "Haiti", …}, in the order of the names."""
    tag = babel_tag(reader) if is_known(reader) and reader not in OWN else None
    english = Locale.parse("en").territories
    named = dict(english.items()) | (dict(Locale.parse(tag).territories.items()) if tag else {})
    found = {
        code: str(name)
        for code, name in named.items()
        if len(code) == CODE_LETTERS and code.isalpha() and code not in NOT_COUNTRIES
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def country_name(code: str, reader: str) -> str:
    """A country's name in the reader's language. Raises KeyError for what is no country's code."""
    return countries(reader)[code.upper()]
