"""The branches of the public library, as far as residents see them: places everybody knows, to measure from."""

from collections.abc import Iterator
from dataclasses import dataclass

from xenia.face.home.cards import Document, text_of
from xenia.registers.directory.models import Listing, Organization
from xenia.registers.directory.search.index import NoIndex, OpenIndex
from xenia.registers.directory.search.office import open_office_index


@dataclass(frozen=True, slots=True)
class Branch:
    """A library branch: its place's id, its name in each language, and where it stands."""

    id: str
    names: dict[str, str]
    point: tuple[float, float]

    def name(self, reader: str) -> str:
        """What readers of a language call it."""
        return text_of(self.names, reader).text


class _Kept:
    """What one state of the index knew; a new state is made after every change of a listing."""

    index: OpenIndex | None = None
    branches: tuple[Branch, ...] = ()


def branches() -> tuple[Branch, ...]:
    """Every public branch that can be measured from, in the order of its first name."""
    try:
        index = open_office_index()
    except NoIndex:
        return ()
    if _Kept.index is not index:
        _Kept.index, _Kept.branches = index, _read()
    return _Kept.branches


def branch_at(pk: str) -> Branch | None:
    """The branch an address names."""
    return next((one for one in branches() if one.id == pk), None)


def _read() -> tuple[Branch, ...]:
    documents = Listing.objects.filter(
        is_public=True, document__organization__kind=Organization.Kind.LIBRARY
    ).values_list("document", flat=True)
    found = {one.id: one for document in documents for one in _branches_of(document)}
    return tuple(sorted(found.values(), key=lambda one: next(iter(one.names.values()))))


def _branches_of(document: Document) -> Iterator[Branch]:
    for place in document["places"]:
        if place.get("confidential") or place["virtual"] or place["latitude"] is None:
            continue
        if place["name"]:
            yield Branch(place["id"], place["name"], (place["latitude"], place["longitude"]))
