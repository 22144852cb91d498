"""What this room asks rooms above it. They fill HANDLERS in their `apps.ready()`; without them it still works."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from xenia.ground.common.languages import Language, all_languages


def _no_names(*_asked: object) -> dict[UUID, str]:
    return {}


def _none_found(*_asked: object) -> list[tuple[UUID, str]]:
    return []


def _xenia(*_asked: object) -> str:
    return "Xenia"


def _every_written_language() -> Sequence[Language]:
    return [language for language in all_languages() if language.is_written]


@dataclass(slots=True)
class Handlers:
    """One answer each.

    organization_names: ids, reader's language -> their names; an unknown id is left out.
    find_organizations: words, reader's language -> at most 20 (id, name), best first, open ones only.
    office_name: reader's language -> what the office is called.
    office_languages: the languages pages can be read in, in order.
    """

    organization_names: Callable[[Collection[UUID], str], dict[UUID, str]] = _no_names
    find_organizations: Callable[[str, str], list[tuple[UUID, str]]] = _none_found
    office_name: Callable[[str], str] = _xenia
    office_languages: Callable[[], Sequence[Language]] = _every_written_language


HANDLERS = Handlers()
