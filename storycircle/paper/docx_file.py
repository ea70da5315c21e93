"""A Word document as bytes that hold no time of writing.

python-docx dates the parts by the clock; the format of the archive holds 1980 to 2107 alone.
"""

import zipfile
from io import BytesIO
from typing import Self

from docx.document import Document as Doc
from docx.opc.packuri import PackURI
from docx.opc.phys_pkg import PhysPkgWriter
from docx.opc.pkgwriter import PackageWriter


class _Undated(PhysPkgWriter):
    """Each part with the archive's own first day."""

    def __new__(cls, _archive: zipfile.ZipFile) -> Self:
        return object.__new__(cls)

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def write(self, pack_uri: PackURI, blob: bytes) -> None:
        entry = zipfile.ZipInfo(pack_uri.membername)
        entry.compress_type = zipfile.ZIP_DEFLATED
        self._archive.writestr(entry, blob)


def docx_bytes(document: Doc) -> bytes:
    """The document, as python-docx's own `save` writes it but for the dates."""
    package = document.part.package
    if package is None:
        raise ValueError("a document without a package")
    parts = package.parts
    for part in parts:
        part.before_marshal()
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = _Undated(archive)
        PackageWriter._write_content_types_stream(writer, parts)  # type: ignore[no-untyped-call]  # noqa: SLF001
        PackageWriter._write_pkg_rels(writer, package.rels)  # type: ignore[no-untyped-call]  # noqa: SLF001
        PackageWriter._write_parts(writer, parts)  # noqa: SLF001
    return file.getvalue()
