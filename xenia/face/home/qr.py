"""QR codes drawn into the page: a phone's camera opens the short address, nobody else is asked."""

from functools import lru_cache

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

# Modules of white around the code. Source: ISO/IEC 18004, section 9.1 (quiet zone of 4 modules).
QUIET = 4


@lru_cache(maxsize=512)
def qr_svg(address: str, label: str) -> SafeString:
    """An address as a QR code that survives a fold or a stain (error correction M), black on white in any light.

    label: what the picture is, for who listens.
    """
    code = segno.make_qr(address, error="m", boost_error=False)
    side = code.symbol_size(border=QUIET)[0]
    return format_html(
        '<svg class="qr" role="img" aria-label="{label}" viewBox="0 0 {side} {side}" width="128" height="128">'
        '<path fill="#fff" d="M0 0h{side}v{side}H0Z"/><path fill="#000" d="{dark}"/></svg>',
        label=label,
        side=side,
        dark=_modules(code),
    )


def _modules(code: segno.QRCode) -> str:
    """The dark modules, each run of a line as one bar."""
    bars = []
    for y, line in enumerate(code.matrix, start=QUIET):
        x = 0
        while x < len(line):
            run = x
            while run < len(line) and line[run]:
                run += 1
            if run > x:
                bars.append(f"M{x + QUIET} {y}h{run - x}v1h-{run - x}Z")
            x = run + 1
    return "".join(bars)
