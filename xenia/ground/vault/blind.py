"""Finding a person by phone, e-mail or the sound of a name, without a list of either.

For each, sixteen bits of a keyed hash lie in `keys` beside the person's key, and go with it. At 100,000 people about
two share a phone's bits: a hit alone proves nothing, the caller opens the field and compares.
Source: measured in research, security §3 (16 bits; sounds with a birth band: recall .999, 0.3 % candidates).
"""

import re
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from xenia.ground.common.text import fold
from xenia.ground.keys.aead import keyed_hash
from xenia.ground.keys.models import BlindIndex
from xenia.ground.keys.named import make_named_key
from xenia.ground.vault.merging import everybody_who_is, kept_id

USES = ("phone", "email", "name")
BAND_YEARS = 5
SHORT = 3  # letters of a name's beginning and end


def index(subject: UUID, *, use: str, values: Iterable[str]) -> None:
    """Let a person be found by these values of one use, in place of earlier ones.

    use: "phone" (E.164), "email", or "name" (what `sounds` returns). Raises ValueError for another use.
    Committed at once in `keys`: an index without its row is harmless, and is swept with the key.
    """
    bits = _bits_of(use, values)
    with transaction.atomic(using="keys"):
        BlindIndex.objects.filter(subject_id=subject, use=use).delete()
        BlindIndex.objects.bulk_create(
            [BlindIndex(subject_id=subject, use=use, bits=one) for one in bits]
        )


def candidates(use: str, values: str | Iterable[str]) -> set[UUID]:
    """People who may have one of these values, each by the id she goes by now. Open the field and compare."""
    wanted = [values] if isinstance(values, str) else list(values)
    hits = BlindIndex.objects.filter(use=use, bits__in=_bits_of(use, wanted))
    return {kept_id(subject) for subject in set(hits.values_list("subject_id", flat=True))}


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


def _bits_of(use: str, values: Iterable[str]) -> set[int]:
    if use not in USES:
        raise ValueError(f"unknown use {use!r} of a blind index: expected one of {USES}")
    key = make_named_key(f"blind {use}")
    return {
        int.from_bytes(keyed_hash(key, value.casefold().strip().encode())[:2], "big")
        for value in values
        if value.strip()
    }
