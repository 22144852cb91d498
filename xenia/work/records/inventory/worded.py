"""What a kind of record is called, in words people use."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """A kind of record for people. what: one sentence. fields: its personal fields. since: from when its term runs."""

    name: Text
    what: Text
    fields: Mapping[str, Text] = field(default_factory=dict)
    since: Text = ""
