"""Any two of three printed shares make the master key again; everything else is told in a sentence."""

import secrets
import stat
from datetime import date
from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from xenia.ground.common.master_key import MasterKeys, make_master_key, read_master_keys
from xenia.ground.common.shares import (
    RECORD,
    UnfitShares,
    combine,
    fingerprint,
    lay_restored_key,
    note_shares,
    shares_are_current,
    split_newest,
    version_on,
    words_of,
)

MONDAY = date(2026, 11, 2)
OLD, NEW = secrets.token_bytes(32), secrets.token_bytes(32)
FIRST_KEY = MasterKeys({1: OLD})
SECOND_KEY = MasterKeys({1: OLD, 2: NEW})


def test_any_two_of_the_three_make_the_newest_key_again() -> None:
    shares = split_newest(SECOND_KEY)
    assert [share.number for share in shares] == [1, 2, 3]
    for two in permutations(shares, 2):
        assert combine([share.words for share in two]) == NEW
    assert combine([share.words for share in shares]) == NEW


@given(st.binary(min_size=32, max_size=32))
def test_every_key_comes_back_and_no_share_holds_it(key: bytes) -> None:
    shares = split_newest(MasterKeys({7: key}))
    for two in combinations(shares, 2):
        assert combine([share.words for share in two]) == key
    for share in shares:
        assert len(share.words) == 33
        assert share.version == 7


@pytest.mark.parametrize("number", [0, 1, 2])
def test_one_alone_opens_nothing(number: int) -> None:
    share = split_newest(FIRST_KEY)[number]
    with pytest.raises(UnfitShares, match="One share alone opens nothing"):
        combine([share.words])
    with pytest.raises(UnfitShares, match="same share twice"):
        combine([share.words, share.words])


def test_shares_of_two_versions_do_not_fit() -> None:
    old, new = split_newest(FIRST_KEY), split_newest(SECOND_KEY)
    with pytest.raises(UnfitShares, match="two keys or two printings"):
        combine([old[0].words, new[1].words])


def test_shares_of_two_printings_do_not_fit_either() -> None:
    first, second = split_newest(FIRST_KEY), split_newest(FIRST_KEY)
    with pytest.raises(UnfitShares, match="not printed together"):
        combine([first[0].words, second[1].words])


@pytest.mark.parametrize("place", [0, 5, 20, 32])
def test_a_wrong_word_is_told_by_the_checksum(place: int) -> None:
    one, two, _three = split_newest(FIRST_KEY)
    words = list(two.words)
    words[place] = WORDLIST[(WORD_INDEX_MAP[words[place]] + 1) % len(WORDLIST)]
    with pytest.raises(UnfitShares, match=r"Share 2: .* do not fit together"):
        combine([one.words, words])


def test_two_words_that_changed_places_are_told() -> None:
    one, two, _three = split_newest(FIRST_KEY)
    words = list(two.words)
    words[6], words[9] = words[9], words[6]
    if words[6] != words[9]:
        with pytest.raises(UnfitShares, match="changed places"):
            combine([one.words, words])


def test_a_word_that_is_none_is_named_by_its_place_and_never_quoted() -> None:
    one, two, _three = split_newest(FIRST_KEY)
    words = [*two.words[:4], "xyzzy", *two.words[5:]]
    with pytest.raises(UnfitShares, match="Share 2, word 5 is not a word of the list") as wrong:
        combine([one.words, words])
    assert "xyzzy" not in str(wrong.value)
    assert not set(str(wrong.value).split()) & {word for word in two.words if len(word) > 4}


def test_a_missing_word_is_counted() -> None:
    one, two, _three = split_newest(FIRST_KEY)
    with pytest.raises(UnfitShares, match=r"Share 2 has 32 words\. A share has 33"):
        combine([one.words, two.words[:-1]])


def test_words_may_be_typed_with_numbers_in_capitals_and_by_their_first_four_letters() -> None:
    one, two, _three = split_newest(FIRST_KEY)
    typed = "\n".join(f"{place}. {word[:4].upper()}" for place, word in enumerate(two.words, 1))
    assert combine([words_of(" ".join(one.words)), words_of(typed)]) == OLD


def test_the_version_is_read_from_a_sheet_and_not_from_words() -> None:
    assert version_on("Master key\nVersion of the key: 12\n") == 12
    assert version_on("academic acid acne") is None


def test_a_fingerprint_tells_keys_and_versions_apart() -> None:
    signs = {
        fingerprint(FIRST_KEY, 1),
        fingerprint(SECOND_KEY, 2),
        fingerprint(MasterKeys({3: OLD}), 3),
    }
    assert len(signs) == 3
    assert fingerprint(FIRST_KEY, 1) == fingerprint(SECOND_KEY, 1)
    assert OLD.hex()[:16] not in {sign.replace("-", "") for sign in signs}


def test_a_restored_key_file_is_read_like_the_first_and_never_overwrites(tmp_path: Path) -> None:
    first, again = tmp_path / "first.key", tmp_path / "again.key"
    make_master_key(first)
    keys = read_master_keys(first)
    shares = split_newest(keys)
    lay_restored_key(again, version=1, key=combine([shares[0].words, shares[2].words]))
    assert read_master_keys(again).versions == keys.versions
    assert stat.S_IMODE(again.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        lay_restored_key(again, version=1, key=NEW)
    assert read_master_keys(again).versions == keys.versions


def test_shares_are_due_again_at_each_new_version(tmp_path: Path) -> None:
    assert not shares_are_current(FIRST_KEY, folder=tmp_path)
    note_shares(FIRST_KEY, folder=tmp_path, on=MONDAY)
    assert shares_are_current(FIRST_KEY, folder=tmp_path)
    assert not shares_are_current(SECOND_KEY, folder=tmp_path)
    assert not shares_are_current(MasterKeys({1: NEW}), folder=tmp_path)
    (tmp_path / RECORD).write_text("half a rec", encoding="utf-8")
    assert not shares_are_current(FIRST_KEY, folder=tmp_path)


def test_what_is_noted_holds_no_secret(tmp_path: Path) -> None:
    note_shares(SECOND_KEY, folder=tmp_path, on=MONDAY)
    noted = (tmp_path / RECORD).read_text(encoding="utf-8")
    for key in (OLD, NEW):
        assert key.hex() not in noted
    assert not {word for share in split_newest(SECOND_KEY) for word in share.words} & set(
        noted.split('"')
    )
