"""Which encoding a file is in: UTF-8, UTF-16, Windows-1252 or Mac Roman, told from its bytes."""

import codecs
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Final

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK: Final = 1 << 20
_SAMPLE: Final = 1 << 16
# Letters and signs that US directories really use, in any encoding that has them.
_EXPECTED: Final = frozenset("áéíóúñüöäçèàêâôîïãõëòùÁÉÍÓÚÑÜÇÈÀÊÂÔÃÕ’‘“”–—…•®©™°¿¡½¼\u00a0")
_NOT_UTF8: Final = re.compile("[\udc80-\udcff]")
_IN_A_WORD: Final = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f](?=[a-z])")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to read a file's bytes; `note` is empty for plain UTF-8."""

    name: str
    errors: str = "strict"
    note: str = ""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that do not fit, read as Windows-1252; what that leaves open stands for itself."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(_windows_letter(byte) for byte in wrong), error.end


def _windows_letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


codecs.register_error("xenia.as_windows", _as_windows)


def find_encoding(open_file: Callable[[], IO[bytes]]) -> Encoding:
    """Read a file's bytes once and say how to decode them. Never fails: some reading is always possible."""
    with open_file() as file:
        head = file.read(4096)
        for mark, name in _BOMS:
            if head.startswith(mark):
                return Encoding(name, "replace" if name != "utf-8-sig" else "xenia.as_windows")
        if wide := _without_mark(head):
            return Encoding(wide, "replace", f"read as {wide.upper()}")
        return _eight_bit(file, head)


def open_text(open_file: Callable[[], IO[bytes]], encoding: Encoding) -> io.TextIOWrapper:
    """The file's text, line ends as they are."""
    return io.TextIOWrapper(open_file(), encoding=encoding.name, errors=encoding.errors, newline="")


def _without_mark(head: bytes) -> str:
    """UTF-16 without a byte order mark: every second byte of English text is zero."""
    even, odd = head[0::2], head[1::2]
    if len(odd) > 8 and odd.count(0) > len(odd) * 0.4 and even.count(0) < len(even) * 0.1:
        return "utf-16-le"
    if len(even) > 8 and even.count(0) > len(even) * 0.4 and odd.count(0) < len(odd) * 0.1:
        return "utf-16-be"
    return ""


def _eight_bit(file: IO[bytes], head: bytes) -> Encoding:
    """UTF-8 if all of it is; else mostly UTF-8 with foreign bytes, or an older encoding throughout."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = bad = 0
    sample = bytearray()
    chunk = head
    while chunk:
        text = decoder.decode(chunk)
        wrong = len(_NOT_UTF8.findall(text))
        good += len(text) - len(text.encode("ascii", "ignore")) - wrong
        bad += wrong
        if wrong and len(sample) < _SAMPLE:
            sample += b"\n".join(line for line in chunk.split(b"\n") if not line.isascii())
        chunk = file.read(_CHUNK)
    if not bad:
        return Encoding("utf-8", "xenia.as_windows")
    if good > bad:
        return Encoding(
            "utf-8", "xenia.as_windows", f"read as UTF-8; {bad:,} bytes in it as Windows-1252"
        )
    return _older(bytes(sample[:_SAMPLE]))


def _older(sample: bytes) -> Encoding:
    """Windows-1252 or Mac Roman: the one in which the letters make more sense."""
    windows = sample.decode("cp1252", "xenia.as_windows")
    mac = sample.decode("mac-roman")
    if _sense(mac) > _sense(windows):
        return Encoding("mac-roman", "replace", "read as Mac Roman")
    return Encoding("cp1252", "xenia.as_windows", "read as Windows-1252")


def _sense(text: str) -> int:
    """How much a reading looks like text: expected letters count, most inside words; control characters count against."""
    score = sum(1 if letter in _EXPECTED else -1 for letter in text if letter > "\x7f")
    score += sum(
        2 for letter in _IN_A_WORD.findall(text) if letter in _EXPECTED and letter.isalpha()
    )
    return score - 3 * sum(1 for letter in text if "\x80" <= letter <= "\x9f")
