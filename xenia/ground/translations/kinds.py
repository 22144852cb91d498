"""The kinds of content that are said in other languages. Rooms above register theirs in `apps.ready()`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from xenia.ground.accounts.models import User

    Words = str | _StrPromise

# Text that lies open in its column. A sealed field is another type, also where it is made from one of these.
PLAIN: tuple[type[models.Field[Any, Any]], ...] = (models.CharField, models.TextField)


class NotPlainText(TypeError):
    """A field that may hold what a person told us in confidence is no content to translate."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one text; `before` and `after` are alike when only its status changed."""

    record_id: UUID
    field: str
    language: str
    before: str
    after: str


def _nobody_else(_changes: Sequence[Change], _by: "User | None", _at: datetime) -> None:
    """Nothing else shows these texts."""


@dataclass(frozen=True, slots=True)
class ContentKind:
    """One kind of record with texts, each record one page of the grid.

    records: those that residents may see, in order; only these are listed, exported or given to a machine.
    vital: fields people act on. is_public: whether a machine outside the office may be given these texts.
    changed_at: the field with the moment of the record's last change; "" when it has none.
    told: does what follows when texts changed, such as rebuilding what shows them.
    """

    model: type[models.Model]
    label: "Words"
    fields: Mapping[str, "Words"]
    records: Callable[[], models.QuerySet[Any]]
    vital: frozenset[str] = frozenset()
    is_public: bool = False
    changed_at: str = ""
    told: Callable[[Sequence[Change], "User | None", datetime], None] = _nobody_else

    @property
    def code(self) -> str:
        """How texts name their kind of record."""
        return self.model._meta.label_lower

    def field_words(self, field: str) -> str:
        """What a field is called on the screen."""
        return str(self.fields[field])


CONTENT: dict[str, ContentKind] = {}
# Where a record is written in one language: its id and the language, to an address.
PAGES: dict[str, Callable[[UUID, str], str]] = {}


def register(kind: ContentKind) -> None:
    """Add a kind of content. Raises NotPlainText when a field is sealed, or the record belongs to a person."""
    names = {field.name for field in kind.model._meta.get_fields()}
    sealed = [name for name in kind.fields if type(kind.model._meta.get_field(name)) not in PLAIN]
    if sealed or "subject_id" in names:
        raise NotPlainText(
            f"{kind.code} {sealed or 'belongs to a person'}: expected CharField or TextField of public content"
        )
    if kind.vital - set(kind.fields):
        raise ValueError(f"{kind.code}: vital fields {sorted(kind.vital)} are not all translated")
    CONTENT[kind.code] = kind


def is_vital(record_type: str, field: str) -> bool:
    """Whether people act on these words, so that two people stand behind them."""
    kind = CONTENT.get(record_type)
    return kind is not None and field in kind.vital


def source_of(record: models.Model, field: str) -> str:
    """A record's own words."""
    return str(getattr(record, field) or "")


def page_for(record_type: str, record_id: UUID, language: str) -> str:
    """Where a text is written; "" when its kind has no page."""
    return PAGES[record_type](record_id, language) if record_type in PAGES else ""
