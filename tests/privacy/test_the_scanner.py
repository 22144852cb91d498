"""The scanner finds a planted word however it is written, and nothing that was not planted."""

import os

import pytest

from tests.privacy.scanner import Scanner, packed_in_every_way

WORDS = ("Quetzalina-Obradović", "канарейка-снегирь", "عصفور-الكناري", "金丝雀在歌唱")


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_however_it_is_written(word: str) -> None:
    scanner = Scanner(WORDS)
    for way, data in packed_in_every_way(word).items():
        assert word in {found.word for found in scanner.in_bytes(data, "here")}, way


def test_nothing_is_found_where_nothing_was_planted() -> None:
    noise = b"".join(bytes(range(256)) + os.urandom(500) for _ in range(200))
    assert not list(Scanner(WORDS).in_bytes(noise, "noise"))
