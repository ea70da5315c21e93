"""Searching files as bytes and as text: every layer of PDF, Word and Excel unpacked."""

import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import StreamObject


def layers(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and all bytes that are packed in it."""
    yield data
    if data.startswith(b"%PDF-"):
        yield from _of_pdf(data)
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as packed:
            for name in packed.namelist():
                yield packed.read(name)


def found_in(data: bytes, words: Iterable[str]) -> set[str]:
    """Which of the words stand in a file, in any layer, spelling or encoding, as any case."""
    haystack = b"\n".join(layer.lower() for layer in layers(data))
    return {w for w in words if w and any(form in haystack for form in _forms(w))}


def found_in_folder(folder: Path, words: Iterable[str]) -> set[str]:
    """Which of the words stand in any file of a folder, those beside a library too."""
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return found_in(b"\n".join(files), words)


def _forms(word: str) -> set[bytes]:
    lower = word.lower()
    texts = {
        lower,
        "".join(lower.split()),
        *(unicodedata.normalize(form, lower) for form in ("NFC", "NFD")),
    }
    escaped = {lower.encode("ascii", "backslashreplace")}
    return escaped | {t.encode(e) for t in texts for e in ("utf-8", "utf-16-le", "utf-16-be")}


def _text(data: bytes, reader: PdfReader) -> str:
    """A PDF's text; by poppler where it is installed, which is ten times as fast."""
    if shutil.which("pdftotext") is None:
        return "\n".join(page.extract_text() for page in reader.pages)
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"],  # noqa: S607 (whichever poppler is installed)
        input=data,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def _of_pdf(data: bytes) -> Iterator[bytes]:
    reader = PdfReader(BytesIO(data))
    text = _text(data, reader)
    yield text.encode()
    yield "".join(text.split()).encode()  # lines break within words on narrow paper
    for number in range(1, len(reader.xref_objStm) + len(reader.xref.get(0, {})) + 1):
        held = reader.get_object(number)
        if isinstance(held, StreamObject):
            yield held.get_data()
