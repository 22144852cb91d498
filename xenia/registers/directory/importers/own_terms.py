"""Terms of other taxonomies that are terms of Xenia's own: word for word, or as Open Eligibility calls them."""

from functools import cache

from xenia.ground.reference.open_eligibility import own_codes
from xenia.ground.reference.taxonomy import SOURCE_LANGUAGE, load_taxonomy
from xenia.registers.directory.importers.clean import match_key


def own_code_of(said: str, name: str) -> str:
    """The code of Xenia's term: what the file says, if it exists, else the term of exactly this name; empty if none.

    Names of Open Eligibility, which many directories use, lead to the term of ours they fall under.
    """
    if said in load_taxonomy():
        return said
    return _codes().get(match_key(name)) or own_codes().get(name.strip().casefold(), "")


@cache
def _codes() -> dict[str, str]:
    """Codes by English label and formal synonym; a name two terms have belongs to neither."""
    found: dict[str, set[str]] = {}
    for term in load_taxonomy():
        wording = term.wordings.get(SOURCE_LANGUAGE)
        for name in (wording.label, *wording.synonyms) if wording else ():
            found.setdefault(match_key(name), set()).add(term.code)
    return {name: codes.pop() for name, codes in found.items() if name and len(codes) == 1}
