"""What every record about a person of the vault has in common."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, NoReturn, TypeVar

from django.apps import apps
from django.db import models

from xenia.ground.common.ids import new_id
from xenia.ground.vault.fields import SealedField
from xenia.ground.vault.ring import KeyRing

Record = TypeVar("Record", bound="SubjectRecord", covariant=True)  # noqa: PLC0105  # the stubs' own form
AT_ONCE = 2_000


class SubjectQuerySet(models.QuerySet[Record]):
    """Fetches the keys of a whole page with one query, when the first field is opened."""

    def _fetch_all(self) -> None:
        is_first = self._result_cache is None
        super()._fetch_all()
        if is_first:
            _share_a_ring(self._result_cache or ())

    def iterator(self, chunk_size: int | None = AT_ONCE) -> Iterator[Record]:
        """The records, keys fetched for 2,000 at a time."""
        some: list[Record] = []
        for record in super().iterator(chunk_size=chunk_size):
            some.append(record)
            if len(some) == AT_ONCE:
                _share_a_ring(some)
                yield from some
                some = []
        _share_a_ring(some)
        yield from some

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """Many records in one go; their keys are fetched together."""
        records = list(objs)
        without = [one for one in records if getattr(one._state, "ring", None) is None]
        _share_a_ring(without)
        return super().bulk_create(records, *args, **options)


def _share_a_ring(found: Iterable[Any]) -> None:
    records = [one for one in found if isinstance(one, SubjectRecord)]
    if not records:
        return
    ring = KeyRing(one.__dict__["subject_id"] for one in records if "subject_id" in one.__dict__)
    for one in records:
        one._state.ring = ring  # type: ignore[attr-defined]


class SubjectRecord(models.Model):
    """A record under one person's key. It is never pickled, and its text says only its number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_id = models.UUIDField(db_index=True, editable=False)

    objects: ClassVar[Any] = SubjectQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def __reduce__(self) -> NoReturn:
        """Plain text must not reach a cache. Raises TypeError."""
        raise TypeError(f"{self._meta.label} holds a person's data: it is not pickled")


def record_models() -> list[type[SubjectRecord]]:
    """Every kind of record the vault opens, in the order of their names."""
    found = (model for model in apps.get_models() if issubclass(model, SubjectRecord))
    return sorted(found, key=lambda model: model._meta.label_lower)


def sealed_fields(model: type[models.Model]) -> list[SealedField[Any]]:
    """A model's sealed fields."""
    return [field for field in model._meta.get_fields() if isinstance(field, SealedField)]
