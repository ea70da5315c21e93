"""Pictures, PDFs and mails that would take all memory, disk or time: bounded, and said so."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from storycircle.core.clock import SimulatedClock
from storycircle.jobs.files import contents
from storycircle.jobs.files.contents import contents_of
from storycircle.jobs.files.kinds import Kind
from storycircle.jobs.merge import merge_files
from storycircle.jobs.subprocesses.reader_process import Reader
from tests.support.bundles import bundle
from tests.support.fresh import fresh_library
from tests.support.odd_files import mail


def _huge_page() -> bytes:
    """A page of 100,000 units by 100,000, in which an image says it is as large."""
    size = 100_000
    row = zlib.compress(bytes(1_000_000), 9)
    image = (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray"
        b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (size, size, len(row), row)
    )
    draw = b"q 100000 0 0 100000 0 0 cm /I Do Q"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100000 100000]/Contents 4 0 R"
            b"/Resources<</XObject<</I 5 0 R>>>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
        image,
    ]
    return (
        b"%PDF-1.7\n"
        + b"".join(b"%d 0 obj%s endobj\n" % o for o in enumerate(objects, 1))
        + (b"trailer<</Root 1 0 R/Size 6>>\n%%EOF")
    )


def _many_attached() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for number in range(2_000):
        writer.add_attachment(f"{number}", b"%d" % number)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _huge_picture() -> bytes:
    """A PNG that says it has 60,000 by 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _huge_tiff() -> bytes:
    made = io.BytesIO()
    Image.new("1", (60_000, 60_000)).save(made, "TIFF", compression="group4")
    return made.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "kind", "keys"),
    [
        (_huge_page, Kind.PDF, {"page-unreadable", "damaged-file", "too-slow"}),
        (_many_attached, Kind.PDF, {"too-many-inside"}),
        (_huge_picture, Kind.PICTURE, {"not-a-picture"}),
        (_huge_tiff, Kind.PICTURE, {"not-a-picture"}),
        (
            lambda: mail(*((f"{n}.txt", b"x") for n in range(10_000))).as_bytes(),
            Kind.MAIL,
            {"too-many-inside"},
        ),
        (
            lambda: b"From: a\nTo: b\nContent-Type: message/rfc822\n\n" * 20_000,
            Kind.MAIL,
            {"damaged-file", "inside-too-many"},
        ),
    ],
)
def test_what_would_burst_is_bounded(
    data: object, kind: Kind, keys: set[str], tmp_path: Path
) -> None:
    """Nothing comes of it but one reason."""
    path = tmp_path / "x"
    path.write_bytes(data())  # type: ignore[operator]
    found = contents_of(path, kind, tmp_path)
    assert found.circles == []
    assert found.parts == []
    assert {refused.key for refused in found.refused} <= keys


def test_a_file_that_takes_too_long_is_said_to(
    tmp_path: Path, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found until then counts."""
    begins = "from storycircle.jobs.subprocesses.reader_output import tell; tell(begun=True);"
    bundle(monkeypatch, tmp_path, f"{begins} import time; time.sleep(600)")
    monkeypatch.setattr(contents, "_MAIL", Reader("mail_reader", seconds=0, most=1))
    path = tmp_path / "x.eml"
    path.write_bytes(mail(("x", b"y")).as_bytes())
    with fresh_library(tmp_path / "o" / "library", clock) as organiser:
        (merged,) = merge_files(organiser, [path])
    assert "x.eml takes too long to look through" in merged.why
