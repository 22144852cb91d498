"""The office works on a complaint, from its first look to its end."""

from .asking import (
    NamesHer,
    NamesSomebody,
    NotTheirDepartment,
    QuotesHer,
    answer_her,
    ask_department,
    ask_her,
    follow_up,
    go_on,
    note,
    reply_for_department,
)
from .ending import LookedAtTwice, begin_review, close, reopen
from .finding import Agreed, RemedySeen, agree_remedy, find, verify_remedy
from .hearing import About, MayNotHandle, Protected, acknowledge, assess, assign, discard, let_in
from .linking import Circular, Link, extend, link

__all__ = [
    "About",
    "Agreed",
    "Circular",
    "Link",
    "LookedAtTwice",
    "MayNotHandle",
    "NamesHer",
    "NamesSomebody",
    "NotTheirDepartment",
    "Protected",
    "QuotesHer",
    "RemedySeen",
    "acknowledge",
    "agree_remedy",
    "answer_her",
    "ask_department",
    "ask_her",
    "assess",
    "assign",
    "begin_review",
    "close",
    "discard",
    "extend",
    "find",
    "follow_up",
    "go_on",
    "let_in",
    "link",
    "note",
    "reopen",
    "reply_for_department",
    "verify_remedy",
]
