"""Fields that are encrypted before they reach SQL.

A sealed field belongs to a `SubjectRecord`. It is AES-256-GCM under the subject's key, bound to model, field, subject and
row: bytes copied to another place open nothing. In the database it is one column of bytes, padded so that a name's
length does not show. A field of a compartment needs the compartment's key as well, and opens only through
`vault.operations.read_sealed`.

Source: design, section 2; NIST SP 800-38D (GCM, 96-bit random nonces).
"""

import json
from abc import abstractmethod
from functools import cached_property
from typing import Any, Generic, NoReturn, TypeVar
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext as _

from xenia.ground.keys import aead
from xenia.ground.keys.named import NoSuchKey
from xenia.ground.vault.ring import KeyRing

FORMAT = b"\x01"
PAD_TO = 32  # bytes
Value = TypeVar("Value")


class SubjectIsGone(Exception):
    """Something new cannot be written about somebody whose key was destroyed, or never made."""


class PlainTextRefused(TypeError):
    """A plain value was about to reach SQL."""


class Sealed:
    """A value as it lies in the database, not opened."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __repr__(self) -> str:
        return "<sealed>"


class Shredded(str):
    """Stands where something was that no longer opens. It shows as "(erased)" and counts as empty."""

    __slots__ = ("data",)
    data: bytes | None

    def __new__(cls, data: bytes | None = None) -> "Shredded":
        made = super().__new__(cls, "")
        made.data = data
        return made

    def __str__(self) -> str:
        return _("(erased)")

    def __repr__(self) -> str:
        return "<shredded>"


class Closed(str):
    """Stands for a value of a compartment until it is opened for a purpose."""

    __slots__ = ("data",)
    data: bytes

    def __new__(cls, data: bytes) -> "Closed":
        made = super().__new__(cls, "")
        made.data = data
        return made

    def __str__(self) -> str:
        return _("(sealed)")

    def __repr__(self) -> str:
        return "<closed>"


SHREDDED = Shredded()


def is_shredded(value: object) -> bool:
    """Whether this was erased on schedule."""
    return isinstance(value, Shredded)


class SealedAttribute(DeferredAttribute):
    """Opens the value when it is first read, with the keys its page fetched together."""

    field: "SealedField[Any]"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        held = super().__get__(instance, cls)
        if isinstance(held, Sealed):
            held = instance.__dict__[self.field.attname] = self.field.shown(instance, held)
        return held

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.Field[Any, Any], Generic[Value]):
    """What text and JSON have in common."""

    descriptor_class = SealedAttribute
    empty_strings_allowed = False

    def __init__(self, *args: Any, compartment: bool = False, **options: Any) -> None:
        """compartment: the record names a compartment in `compartment`, whose key is needed as well (T1)."""
        self.compartment = compartment
        # An empty column is one that was cleared after its person was shredded.
        options |= {"null": True, "editable": options.get("editable", True)}
        options.setdefault("blank", True)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """For migrations."""
        name, path, args, options = super().deconstruct()
        if self.compartment:
            options["compartment"] = True
        return name, path, args, options

    def get_internal_type(self) -> str:
        """One column of bytes."""
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        """Nothing sealed is searched. Raises FieldError; a blind index finds people."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed: find people with vault.blind.candidates")

    @abstractmethod
    def encode(self, value: Value) -> bytes:
        """A value as bytes, before padding."""

    @abstractmethod
    def decode(self, data: bytes) -> Value:
        """The value again."""

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        """What lies in the column, not opened."""
        return SHREDDED if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """The value sealed for its row. Raises SubjectIsGone."""
        held = model_instance.__dict__.get(self.attname)
        if isinstance(held, Sealed | Shredded | Closed):
            return held if isinstance(held, Sealed) else held.data and Sealed(held.data)
        sealed = Sealed(self.sealed(model_instance, self.get_default() if held is None else held))
        if self.compartment:
            model_instance.__dict__[self.attname] = sealed
        return sealed

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        """Bytes for the driver. Raises PlainTextRefused for anything that is not sealed."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise PlainTextRefused(f"{self.name} is sealed: change the record and save it")
        driver: Any = connection
        return driver.Database.Binary(value.data)

    def get_prep_value(self, value: Any) -> Any:
        """As it is: `get_db_prep_value` looks at it."""
        return value

    def value_to_string(self, obj: Any) -> NoReturn:
        """Sealed fields are not dumped in the clear."""
        raise PlainTextRefused(f"{self.name} is sealed: it is not serialised")

    def shown(self, record: Any, held: Sealed) -> Any:
        """What a page may show: the value, or what stands for it."""
        if self.compartment:
            return Closed(held.data)
        return self.opened(record, held.data)

    def sealed(self, record: Any, value: Value) -> bytes:
        """A value sealed for this record. Raises SubjectIsGone."""
        key = ring_of(record).key(record.subject_id)
        if key is None:
            raise SubjectIsGone(f"{record._meta.label} {record.pk} belongs to nobody we know")
        if self.compartment:
            key = joined(key, ring_of(record).compartment(record.compartment, make=True))
        return FORMAT + aead.seal(key, padded(self.encode(value)), self.place(record))

    def opened(self, record: Any, data: bytes) -> Any:
        """The value; SHREDDED when the person's key is gone. Raises aead.CannotOpen for changed bytes."""
        key = ring_of(record).key(record.subject_id)
        if key is None:
            return Shredded(data)
        if self.compartment:
            try:
                key = joined(key, ring_of(record).compartment(record.compartment))
            except NoSuchKey:
                return Shredded(data)
        return self.decode(unpadded(aead.open_sealed(key, data[1:], self.place(record))))

    def place(self, record: Any) -> bytes:
        """What the bytes are bound to."""
        owner: UUID = record.subject_id
        row: UUID = record.pk
        return self._where + owner.bytes + row.bytes

    @cached_property
    def _where(self) -> bytes:
        return f"{self.model._meta.label_lower}|{self.name}|".encode()


class SealedText(SealedField[str]):
    """Text under the subject's key. Reads as str."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", "")
        super().__init__(*args, **options)

    def encode(self, value: str) -> bytes:
        """UTF-8. Raises TypeError for what is no text."""
        if not isinstance(value, str):
            raise TypeError(f"{self.name} takes text, not {type(value).__name__}")
        return value.encode()

    def decode(self, data: bytes) -> str:
        """The text."""
        return data.decode()


class SealedBytes(SealedField[bytes]):
    """A picture or another small file under the subject's key. The room says how large one may be."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", b"")
        super().__init__(*args, **options)

    def encode(self, value: bytes) -> bytes:
        """As it is. Raises TypeError for what is no bytes."""
        if not isinstance(value, bytes):
            raise TypeError(f"{self.name} takes bytes, not {type(value).__name__}")
        return value

    def decode(self, data: bytes) -> bytes:
        """The bytes."""
        return data


class SealedJson(SealedField[Any]):
    """A value JSON can hold, under the subject's key."""

    def encode(self, value: Any) -> bytes:
        """Compact JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def decode(self, data: bytes) -> Any:
        """The value."""
        return json.loads(data)


def ring_of(record: Any) -> KeyRing:
    """The keys fetched with this record's page; a ring of its own when it came alone."""
    ring: KeyRing | None = getattr(record._state, "ring", None)
    if ring is None:
        ring = record._state.ring = KeyRing([record.subject_id])
    return ring


def joined(subject: bytes, compartment: bytes) -> bytes:
    """One key that needs both."""
    return aead.keyed_hash(compartment, b"compartment" + subject)


def padded(data: bytes) -> bytes:
    """Filled to a multiple of 32 bytes, ISO/IEC 7816-4: one 0x80, then zeros."""
    return data + b"\x80" + b"\0" * (-(len(data) + 1) % PAD_TO)


def unpadded(data: bytes) -> bytes:
    """The bytes without their filling."""
    return data[: data.rindex(b"\x80")]
