"""Finding a person by phone, e-mail or the sound of a name, without a list of either.

For each, sixteen bits of a keyed hash lie in `keys` beside the person's key, and go with it. At 100,000 people about
two share a phone's bits: a hit alone proves nothing, the caller opens the field and compares.
Source: measured in research, security §3 (16 bits; sounds with a birth band: recall .999, 0.3 % candidates).
"""

import re
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from xenia.ground.common.one_go import at_the_end
from xenia.ground.common.text import fold
from xenia.ground.keys.aead import keyed_hash
from xenia.ground.keys.models import BlindIndex
from xenia.ground.keys.named import make_named_key
from xenia.ground.vault.merging import everybody_who_is, kept_ids
from xenia.ground.vault.subjects import is_made_here

USES = ("phone", "email", "name")
BAND_YEARS = 5
AT_ONCE = 1_000
SHORT = 3  # letters of a name's beginning and end


def index(subject: UUID, *, use: str, values: Iterable[str]) -> None:
    """Let a person be found by these values of one use, in place of earlier ones.

    use: "phone" (E.164), "email", or "name" (what `sounds` returns). Raises ValueError for another use.
    Committed at once in `keys`: an index without its row is harmless, and is swept with the key.
    """
    rows = [BlindIndex(subject_id=subject, use=use, bits=one) for one in bits_of(use, values)]
    if is_made_here(subject):
        # There is no earlier one: all she is found by is written in one statement.
        at_the_end(BlindIndex, rows, about=(subject, use))
        return
    with transaction.atomic(using="keys"):
        BlindIndex.objects.filter(subject_id=subject, use=use).delete()
        BlindIndex.objects.bulk_create(rows)


def index_all(found_by: Mapping[UUID, Collection[str]], *, use: str) -> None:
    """The same for many people at once."""
    rows = [
        BlindIndex(subject_id=subject, use=use, bits=one)
        for subject, bits in _bits_of_each(use, found_by).items()
        for one in bits
    ]
    with transaction.atomic(using="keys"):
        BlindIndex.objects.filter(subject_id__in=list(found_by), use=use).delete()
        BlindIndex.objects.bulk_create(rows, batch_size=AT_ONCE)


def candidates(use: str, values: str | Iterable[str]) -> set[UUID]:
    """People who may have one of these values, each by the id she goes by now. Open the field and compare."""
    wanted = [values] if isinstance(values, str) else list(values)
    hits = BlindIndex.objects.filter(use=use, bits__in=bits_of(use, wanted))
    return set(kept_ids(set(hits.values_list("subject_id", flat=True))).values())


def likeliest(use: str, values: Iterable[str], *, most: int) -> list[UUID]:
    """People who share the most of these values, those first who share most, each by the id she goes by now.

    A common name has thousands of hits: this opens no more than `most` of them.
    """
    hits = BlindIndex.objects.filter(use=use, bits__in=bits_of(use, values)).order_by()
    counted = hits.values("subject_id").annotate(shared=Count("bits", distinct=True))
    ranked = counted.order_by("-shared", "subject_id").values_list("subject_id", flat=True)[:most]
    found = list(ranked)
    now = kept_ids(found)
    return list(dict.fromkeys(now[subject] for subject in found))


def candidates_with_merged(use: str, values: str | Iterable[str]) -> set[UUID]:
    """The same people under every id their rows may have."""
    return everybody_who_is(candidates(use, values))


def sounds(name: str, birth_year: int | None = None) -> set[str]:
    """What a name sounds like, and how it begins and ends, in Latin letters; with a five-year band of birth.

    The bands beside it are included, so that a year told wrong by a little still meets.
    """
    import jellyfish
    from anyascii import anyascii

    words = re.findall(r"[a-z]+", fold(anyascii(name)))
    keys = {
        key
        for word in words
        for key in (f"s{jellyfish.metaphone(word)}", f"b{word[:SHORT]}", f"e{word[-SHORT:]}")
    }
    if birth_year is None:
        return keys
    band = birth_year // BAND_YEARS
    return keys | {f"{key}{near}" for key in keys for near in (band - 1, band, band + 1)}


def key_name(use: str) -> str:
    """What the key of a use is called in `keys`."""
    return f"blind {use}"


def bits_of(use: str, values: Iterable[str]) -> set[int]:
    """What lies in the index for these values. Raises ValueError for another use."""
    return _bits_under_key(_key_of(use), values)


def bits_under(key: bytes, value: str) -> int:
    """The sixteen bits of one value under the key of its use."""
    return int.from_bytes(keyed_hash(key, value.casefold().strip().encode())[:2], "big")


def _bits_of_each(use: str, found_by: Mapping[UUID, Collection[str]]) -> dict[UUID, set[int]]:
    key = _key_of(use)
    return {subject: _bits_under_key(key, values) for subject, values in found_by.items()}


def _key_of(use: str) -> bytes:
    if use not in USES:
        raise ValueError(f"unknown use {use!r} of a blind index: expected one of {USES}")
    return make_named_key(key_name(use))


def _bits_under_key(key: bytes, values: Iterable[str]) -> set[int]:
    return {bits_under(key, value) for value in values if value.strip()}
