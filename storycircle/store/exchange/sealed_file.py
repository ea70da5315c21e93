"""Sealed files: age, by way of pyrage, which is imported when first used, and only here.

A file is sealed to public keys, or with a passphrase. Nobody can open it who has lost the private
key, its passphrase or the file's.
"""

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from storycircle.core.error_sentences import Refused
from storycircle.store.safety import live_files
from storycircle.store.safety.disk import explained, private_file, write_bytes

MAGIC = b"age-encryption.org/v1\n"
_WITH_PASSPHRASE = b"-> scrypt "
Ask = Callable[[str], str]
"""Asks a person for the passphrase of something, named in words; empty where nobody answers."""


class Seal(Struct, frozen=True):
    """The seal of a file: for these public keys, or by a passphrase; with neither the file is
    open.
    """

    recipients: tuple[str, ...] = ()
    passphrase: str = ""

    @property
    def closes(self) -> bool:
        """Whether a file under it is sealed."""
        return bool(self.recipients or self.passphrase)

    def close(self, data: bytes) -> bytes:
        """The data as it is written to the file. Raises Refused where a key is none."""
        if not self.closes:
            return data
        import pyrage  # noqa: PLC0415 (imported when first used)

        if self.recipients and self.passphrase:
            raise Refused("sealed-already")
        sealed: bytes
        if self.passphrase:
            sealed = pyrage.passphrase.encrypt(data, _typed(self.passphrase))
        else:
            sealed = pyrage.encrypt(data, [_recipient(key) for key in self.recipients])
        return sealed


OPEN = Seal()
"""No seal: whoever has the file can read it."""


def is_sealed(data: bytes) -> bool:
    return data.startswith(MAGIC)


def looks_sealed(path: Path) -> bool:
    """Whether a file's head is that of a sealed one; not where it cannot be read."""
    if not path.is_file():
        return False
    try:
        return is_sealed(live_files.head(path, len(MAGIC)) or b"")
    except OSError:
        return False


def check_recipients(keys: Sequence[str]) -> None:
    """Refuse what is no public key, before anything is sealed to it. Raises Refused."""
    for key in keys:
        _recipient(key)


def key_files(library: Path) -> tuple[Path, Path]:
    """The paths of the organiser's private key, which is sealed, and of the public one."""
    name = f"{library.name}-key"
    return library.with_name(f"{name}.age"), library.with_name(f"{name}.pub")


def make_key(library: Path, passphrase: str) -> str:
    """Make the organiser's keys beside a library; the public one. Raises Refused."""
    import pyrage  # noqa: PLC0415 (imported when first used)

    private, public = key_files(library)
    if private.exists():
        raise Refused("key-there", name=private.name)
    if not passphrase:
        raise Refused("no-passphrase")
    identity = pyrage.x25519.Identity.generate()
    own = str(identity.to_public())
    kept = pyrage.passphrase.encrypt(str(identity).encode(), _typed(passphrase))
    private_file(private)
    write_bytes(private, kept)
    write_bytes(public, f"{own}\n".encode())
    return own


def public_key(library: Path) -> str:
    """The organiser's public key. Raises Refused where there is none yet."""
    _, public = key_files(library)
    if not public.exists():
        raise Refused("no-key")
    with explained(public, "cannot-read"):
        key = public.read_text(encoding="utf-8").strip()
    check_recipients([key])
    return key


class Opener:
    """Opens sealed files for one run: the passphrase of the organiser's key is asked once."""

    def __init__(self, library: Path, ask: Ask) -> None:
        self._key, _ = key_files(library)
        self._ask = ask
        self._identity: object | None = None
        self._refused: Refused | None = None
        self._known: list[str] = []

    def open(self, data: bytes, name: str) -> bytes:
        """The content of a sealed file. Raises Refused."""
        head = data[len(MAGIC) : len(MAGIC) + len(_WITH_PASSPHRASE)]
        unseal = self._by_passphrase if head == _WITH_PASSPHRASE else self._by_key
        return unseal(data, name)

    def _by_passphrase(self, data: bytes, name: str) -> bytes:
        """Files sealed with a passphrase: one that opened another is tried before asking."""
        for known in self._known:
            found = _opened(data, known)
            if found is not None:
                return found
        passphrase = self._ask(name)
        if not passphrase:
            raise Refused("sealed", name=name)
        found = _opened(data, passphrase)
        if found is None:
            raise Refused("does-not-open", name=name)
        self._known.append(passphrase)
        return found

    def _by_key(self, data: bytes, name: str) -> bytes:
        import pyrage  # noqa: PLC0415 (imported when first used)

        if not self._key.exists():
            raise Refused("sealed-for-another", name=name)
        if self._refused is not None:
            raise self._refused
        if self._identity is None:
            self._identity = self._unlocked(name)
        try:
            found: bytes = pyrage.decrypt(data, [self._identity])
        except pyrage.DecryptError:
            raise Refused("does-not-open", name=name) from None
        return found

    def _unlocked(self, name: str) -> object:
        """The private key; a passphrase that does not open it is not asked for again."""
        import pyrage  # noqa: PLC0415 (imported when first used)

        passphrase = self._ask("")
        if not passphrase:
            self._refused = Refused("sealed", name=name)
            raise self._refused
        with explained(self._key, "cannot-read"):
            kept = self._key.read_bytes()
        own = _opened(kept, passphrase)
        if own is None:
            self._refused = Refused("wrong-passphrase")
            raise self._refused
        return pyrage.x25519.Identity.from_str(own.decode().strip())


def _opened(data: bytes, passphrase: str) -> bytes | None:
    import pyrage  # noqa: PLC0415 (imported when first used)

    try:
        found: bytes = pyrage.passphrase.decrypt(data, _typed(passphrase))
    except pyrage.DecryptError:
        return None
    return found


def _recipient(key: str) -> object:
    import pyrage  # noqa: PLC0415 (imported when first used)

    try:
        return pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise Refused("not-a-key", key=key[:80]) from None


def _typed(passphrase: str) -> str:
    """A passphrase in one spelling, whichever way a keyboard writes its accents."""
    return unicodedata.normalize("NFC", passphrase)
