"""The public pages: nobody signs in, nothing is kept of who reads what."""

from .find import find
from .front import front, i_speak
from .handbook import handbook
from .saved import saved, saved_print
from .service import service, service_print

__all__ = [
    "find",
    "front",
    "handbook",
    "i_speak",
    "saved",
    "saved_print",
    "service",
    "service_print",
]
