"""What a machine may be given: texts of registered public content, read from the record itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from xenia.ground.translations.kinds import CONTENT, PLAIN, ContentKind, source_of


class NotPublicContent(TypeError):
    """This is not a text of content that a room has registered as public."""


@dataclass(frozen=True, slots=True)
class PublicText:
    """One field of one public record. Raises NotPublicContent when it is anything else."""

    record: models.Model
    field: str

    def __post_init__(self) -> None:
        kind = CONTENT.get(self.record._meta.label_lower)
        if kind is None or not kind.is_public or self.field not in kind.fields:
            raise NotPublicContent(f"{self.record._meta.label_lower}.{self.field} is not public")
        if type(self.record._meta.get_field(self.field)) not in PLAIN:
            raise NotPublicContent(f"{self.record._meta.label_lower}.{self.field} is sealed")

    @property
    def source(self) -> str:
        """The record's own words."""
        return source_of(self.record, self.field)


def public_kind(code: str) -> ContentKind:
    """A kind of content a machine may be given. Raises NotPublicContent for any other."""
    kind = CONTENT.get(code)
    if kind is None or not kind.is_public:
        raise NotPublicContent(f"{code} is not public content")
    return kind


def public_texts(kind: ContentKind, places: Iterable[tuple[UUID, str]]) -> list[PublicText]:
    """Texts of one kind by record and field; records that residents cannot see are left out."""
    wanted = list(places)
    records = kind.records().in_bulk({pk for pk, _field in wanted})
    return [PublicText(records[pk], field) for pk, field in wanted if pk in records]
