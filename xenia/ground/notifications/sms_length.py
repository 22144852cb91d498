"""How many parts a text message takes.

Source: 3GPP TS 23.038 (GSM 7-bit default alphabet and its extension table) and TS 23.040 (parts of a long message).
"""

GSM_LETTERS = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each of these takes the room of two letters.
GSM_DOUBLE = frozenset("^{}\\[~]|€\f")
MOST_PARTS = 2


def parts(text: str) -> int:
    """How many parts carriers send and count: one of 160 letters or 70 characters of other alphabets, else 153 or 67 each."""
    if all(letter in GSM_LETTERS or letter in GSM_DOUBLE for letter in text):
        return _parts([2 if letter in GSM_DOUBLE else 1 for letter in text], 160, 153)
    return _parts([len(letter.encode("utf-16-be")) // 2 for letter in text], 70, 67)


def _parts(sizes: list[int], alone: int, each: int) -> int:
    """A character is never cut in two by the end of a part."""
    if sum(sizes) <= alone:
        return 1
    number, left = 1, each
    for size in sizes:
        if size > left:
            number, left = number + 1, each
        left -= size
    return number
