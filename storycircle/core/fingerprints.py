"""Public keys in short, to be compared by eye."""

from hashlib import sha256

_LETTERS, _GROUP = 20, 4


def fingerprint(key: str) -> str:
    """A public key in short: 80 bits of its SHA-256, as five groups of four letters."""
    found = sha256(key.encode()).hexdigest()[:_LETTERS].upper()
    return " ".join(found[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))
