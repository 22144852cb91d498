"""The public pages: nobody signs in, nothing is kept of who reads what. And the lists colleagues hand over."""

from .find import find
from .front import front, i_speak
from .handbook import handbook
from .keeping import keep_worker
from .lists import (
    add,
    language,
    lists,
    move,
    note,
    one_list,
    print_list,
    put_back,
    remove,
    throw_away,
)
from .map import find_map
from .outlets import changes, directory_csv, embed, embed_services
from .saved import saved, saved_print
from .self_check import self_check
from .service import service, service_print
from .short import short_list, short_service, which_one
from .suggest import suggest, suggest_missing

__all__ = [
    "add",
    "changes",
    "directory_csv",
    "embed",
    "embed_services",
    "find",
    "find_map",
    "front",
    "handbook",
    "i_speak",
    "keep_worker",
    "language",
    "lists",
    "move",
    "note",
    "one_list",
    "print_list",
    "put_back",
    "remove",
    "saved",
    "saved_print",
    "self_check",
    "service",
    "service_print",
    "short_list",
    "short_service",
    "suggest",
    "suggest_missing",
    "throw_away",
    "which_one",
]
