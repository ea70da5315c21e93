"""What a refusal promises, and the form of the tables of sentences."""

from collections.abc import Mapping
from enum import StrEnum

from storycircle.core.i18n import N_


class Promise(StrEnum):
    """What a refusal promises of all that was there before."""

    UNCHANGED = "unchanged"
    UNWRITTEN = "unwritten"


UNCHANGED, UNWRITTEN = Promise
PROMISES = {
    UNCHANGED: N_("Nothing was changed."),
    UNWRITTEN: N_("Nothing was half-written."),
}

Sentences = Mapping[str, str | tuple[str | Promise, ...]]
"""By key, what is said: one sentence; or a title, then the rest, which may end in a promise. Keys'
caps are fields that `Refused` fills.
"""
