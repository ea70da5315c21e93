"""Withdrawal codes, and the proof that travels in place of one.

What belongs to a told story beside its notes: the very words that would leave, the teller's
choice as it was asked, what was answered to names found, and the code that withdraws it.
"""

import re
import secrets
from hashlib import pbkdf2_hmac

_LETTERS = "BCDFGHJKLMNPQRTVWXYZ"  # no vowels, so no words; no letter that looks like a figure
_GROUP = 4
_GROUPS = 3
_ROUNDS = 256
"""Of PBKDF2 with HMAC-SHA-256, for one guess at a code: about 0.1 ms here."""


def new_code() -> str:
    """A fresh withdrawal code: twelve letters, which say nothing of who has it."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_GROUP * _GROUPS))


def shown_code(code: str) -> str:
    """A code as it is printed: "KRTM-WXHD-BCFG"."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def read_code(typed: str) -> str:
    """A code as it is kept, however it was typed; empty where it can be none."""
    code = re.sub(r"[\s\-‐‑–—]", "", typed).upper()  # noqa: RUF001 (hyphens people type)
    return code if len(code) == _GROUP * _GROUPS and set(code) <= set(_LETTERS) else ""


def proof_of(story: str, code: str) -> str:
    """What travels of a code with the story of an id: by it the code is known again.

    Salted with the id, so that two stories of one teller cannot be linked. Whoever has the proof
    and tries codes needs 2^59 evaluations of SHA-256 for one story before the odds are even.
    """
    if not code:
        return ""
    return pbkdf2_hmac("sha256", code.encode(), story.encode(), _ROUNDS).hex()
