"""The office works on a complaint, from its first look to its end."""

from xenia.work.ombudsman.operations.her_words import NamesHer, NamesSomebody, QuotesHer

from .asking import (
    NotTheirDepartment,
    answer_her,
    ask_department,
    ask_her,
    follow_up,
    go_on,
    note,
    reply_for_department,
)
from .ending import LookedAtTwice, begin_review, close, reopen
from .finding import (
    Agreed,
    NoNewDay,
    NotItsDay,
    RemedySeen,
    agree_remedy,
    drop_remedy,
    find,
    remedy_given_up,
    remedy_missing,
    verify_remedy,
)
from .hearing import About, MayNotHandle, Protected, acknowledge, assess, assign, discard, let_in
from .linking import Circular, Link, extend, link, unlink

__all__ = [
    "About",
    "Agreed",
    "Circular",
    "Link",
    "LookedAtTwice",
    "MayNotHandle",
    "NamesHer",
    "NamesSomebody",
    "NoNewDay",
    "NotItsDay",
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
    "drop_remedy",
    "extend",
    "find",
    "follow_up",
    "go_on",
    "let_in",
    "link",
    "note",
    "remedy_given_up",
    "remedy_missing",
    "reopen",
    "reply_for_department",
    "unlink",
    "verify_remedy",
]
