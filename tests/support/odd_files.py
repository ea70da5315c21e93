"""What lies on the sticks of an organiser: sheets, mails, scans and holidays, right and broken.

Each maker writes one file at a path, whose name says nothing of it, and tells what must be said:
the outcome, and words that are in its line.
"""

import io
import os
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path
from random import Random
from typing import cast

import segno
from docx import Document
from msgspec import Struct
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

FIXTURES = Path(__file__).parents[1] / "fixtures"
ODD = FIXTURES / "odd-files"
NAMES = ("circle 5", "circle 5 (1)", "circle 5.circle.txt", "5.part", "5.pdf", "IMG_5.JPG", "5.doc")
"""Right, wrong, double and no endings: each file has one of them, by chance."""
PASSED, REFUSED, BRINGS = "passed", "refused", ""
"""What becomes of a file; what brings circles is new, or the same as before."""


class Sound(Struct, frozen=True):
    """What is right on a stick: circle files, a sheet with data, and the parts of a code."""

    circles: tuple[bytes, ...]
    sheet: bytes
    code: bytes
    library: bytes


Said = tuple[str, str]
Maker = Callable[[Path, Sound, Random], Said]


def picture(code: bytes, scale: int = 6) -> Image.Image:
    """A picture of a code."""
    made = io.BytesIO()
    symbol = segno.make(code, error="m", mode="byte", micro=False)
    symbol.save(made, kind="png", scale=scale, border=8)
    return Image.open(made).convert("L")


def scene(chance: Random) -> Image.Image:
    """A picture of anything but a sheet."""
    small = Image.frombytes("RGB", (12, 9), chance.randbytes(12 * 9 * 3))
    return small.resize((640, 480), Image.Resampling.BICUBIC)


def pdf_with(*files: tuple[str, bytes], portfolio: bool = False) -> bytes:
    """An empty page with files attached."""
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    for name, data in files:
        writer.add_attachment(name, data)
    if portfolio:
        writer.root_object[NameObject("/Collection")] = DictionaryObject()
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def pdf_with_note(name: str, data: bytes) -> bytes:
    """A page with a note to which a file is attached, as some programs do it."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    writer.add_attachment(name, data)
    names = cast("DictionaryObject", writer.root_object["/Names"])
    files = cast("DictionaryObject", names["/EmbeddedFiles"])
    spec = cast("ArrayObject", files["/Names"])[1]
    del writer.root_object["/Names"]
    note = {
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject("/FileAttachment"),
        NameObject("/Rect"): ArrayObject(map(NumberObject, (9, 9, 30, 30))),
        NameObject("/FS"): spec,
    }
    page[NameObject("/Annots")] = ArrayObject([DictionaryObject(note)])
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def joined(*pdfs: bytes) -> bytes:
    """PDFs one after another in one, with all that is attached to them."""
    writer = PdfWriter()
    for at, pdf in enumerate(pdfs):
        reader = PdfReader(io.BytesIO(pdf))
        for page in reader.pages:
            writer.add_page(page)
        for name, files in reader.attachments.items():
            writer.add_attachment(f"{at} {name}", files[0])
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def mail(*files: tuple[str, bytes], inner: EmailMessage | None = None) -> EmailMessage:
    """A mail with files attached, or with a mail."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Ours"
    message.set_content("See attached. Grüße")
    for name, data in files:
        kind = ("application", "octet-stream")
        message.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)
    if inner is not None:
        message.add_attachment(inner)
    return message


def zipped(*files: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def _saved(path: Path, image: Image.Image, kind: str, **how: object) -> None:
    made = io.BytesIO()
    image.save(made, kind, **how)
    path.write_bytes(made.getvalue())


def _brings(make: Callable[[Sound, Random], bytes]) -> Maker:
    def maker(path: Path, sound: Sound, chance: Random) -> Said:
        path.write_bytes(make(sound, chance))
        return BRINGS, ""

    return maker


def _coded(kind: str, **how: object) -> Maker:
    """A picture of a code, as a phone, a messenger or a scanner keeps it."""

    def maker(path: Path, sound: Sound, chance: Random) -> Said:
        _saved(path, picture(sound.code, chance.choice((4, 6, 9))), kind, **how)
        return BRINGS, "Circle "

    return maker


def _plain(data: bytes, words: str, outcome: str = PASSED) -> Maker:
    """Bytes that begin as a kind of file does, then anything."""

    def maker(path: Path, _sound: Sound, chance: Random) -> Said:
        path.write_bytes(data + (chance.randbytes(400) if data else b""))
        return outcome, words

    return maker


def _text(text: str, words: str) -> Maker:
    def maker(path: Path, _sound: Sound, _chance: Random) -> Said:
        path.write_bytes(text.encode())
        return PASSED, words

    return maker


def _kept(name: str, outcome: str, words: str) -> Maker:
    def maker(path: Path, _sound: Sound, _chance: Random) -> Said:
        path.write_bytes((ODD / name).read_bytes())
        return outcome, words

    return maker


def _cut(path: Path, sound: Sound, chance: Random) -> Said:
    """A download that stopped, or a stick that was pulled out."""
    data = chance.choice(sound.circles)
    path.write_bytes(data[: chance.randrange(120, len(data))])
    return REFUSED, "is damaged and cannot be trusted"


def _cut_early(path: Path, sound: Sound, chance: Random) -> Said:
    path.write_bytes(sound.circles[0][: chance.randrange(20, 90)])
    return REFUSED, "is damaged and cannot be trusted"


def _cut_pdf(path: Path, sound: Sound, chance: Random) -> Said:
    path.write_bytes(sound.sheet[: chance.randrange(40, 900)])
    return REFUSED, "is damaged and cannot be trusted"


def _cut_zip(path: Path, sound: Sound, _chance: Random) -> Said:
    path.write_bytes(zipped(("5.circle", sound.circles[0]))[:700])
    return REFUSED, "is damaged and cannot be trusted"


def _cut_picture(path: Path, sound: Sound, _chance: Random) -> Said:
    _saved(path, picture(sound.code), "PNG")
    path.write_bytes(path.read_bytes()[:300])
    return PASSED, "A picture in which no circle’s code can be read."


def _scene(path: Path, _sound: Sound, chance: Random) -> Said:
    _saved(path, scene(chance), chance.choice(("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")))
    return PASSED, "A picture in which no circle’s code can be read."


def _scan(path: Path, sound: Sound, chance: Random) -> Said:
    """A page that was scanned into a PDF, the code somewhere on it."""
    page = Image.new("L", (1240, 1754), 250)
    page.paste(picture(sound.code, 4), (chance.randrange(700), chance.randrange(1000)))
    _saved(path, page, "PDF", resolution=150)
    return BRINGS, "Circle "


def _pages(path: Path, sound: Sound, chance: Random) -> Said:
    """A scan of several pages, the code on the last of them."""
    pages = [scene(chance).convert("L"), picture(sound.code)]
    _saved(path, pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    return BRINGS, "Circle "


def _printed(path: Path, _sound: Sound, chance: Random) -> Said:
    """A PDF that is no sheet."""
    page = scene(chance)
    _saved(path, page, "PDF")
    return PASSED, "A PDF: no circle is attached, and no circle’s code can be read on its pages."


def _word(path: Path, _sound: Sound, _chance: Random) -> Said:
    document = Document()
    document.add_paragraph("Dear all")
    document.save(str(path))
    return PASSED, "A Word document."


def _word_around_a_circle(path: Path, sound: Sound, chance: Random) -> Said:
    """A document into which a circle file was put by hand: it is a document all the same."""
    said = _word(path, sound, chance)
    with zipfile.ZipFile(path, "a") as document:
        document.writestr("word/embeddings/5.circle", sound.circles[0])
    return said


def _locked_zip(path: Path, sound: Sound, _chance: Random) -> Said:
    data = bytearray(zipped(("5.circle", sound.circles[0])))
    for entry, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(entry) + flags] |= 1
    path.write_bytes(data)
    return REFUSED, "is locked with a password"


def _cut_mail(path: Path, sound: Sound, _chance: Random) -> Said:
    """A mail whose attachment was not sent whole."""
    data = mail(("5.circle", sound.circles[0])).as_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    return REFUSED, "is damaged and cannot be trusted"


def _excel(path: Path, _sound: Sound, _chance: Random) -> Said:
    made = io.BytesIO()
    Workbook().save(made)
    path.write_bytes(made.getvalue())
    return PASSED, "An Excel table."


def _library(path: Path, sound: Sound, _chance: Random) -> Said:
    path.write_bytes(sound.library)
    return PASSED, "A library of Story Circle, with all that is on a laptop."


def _link(path: Path, _sound: Sound, _chance: Random) -> Said:
    path.symlink_to("elsewhere")
    return PASSED, "A link to something that is elsewhere."


def _pipe(path: Path, _sound: Sound, _chance: Random) -> Said:
    os.mkfifo(path)
    return PASSED, "Neither a file nor a folder."


def _mail_of_nothing(path: Path, _sound: Sound, chance: Random) -> Said:
    made = io.BytesIO()
    scene(chance).save(made, "PNG")
    path.write_bytes(mail(("logo.png", made.getvalue())).as_bytes())
    return PASSED, "A mail without a circle in it."


def _mails_in_mails(path: Path, sound: Sound, _chance: Random) -> Said:
    """A mail in a mail in a mail, beyond all that people forward."""
    message = mail(("5.circle", sound.circles[0]))
    for _time in range(30):
        message = mail(inner=message)
    path.write_bytes(message.as_bytes())
    return REFUSED, "is inside too many other files"


def _too_many(path: Path, _sound: Sound, _chance: Random) -> Said:
    path.write_bytes(mail(*((f"{n}.txt", b"x") for n in range(600))).as_bytes())
    return REFUSED, "holds more than is looked through in one file"


def _mailbox(sound: Sound, _chance: Random) -> bytes:
    mails = [mail(), mail(("5.circle", sound.circles[0])), mail(("6", sound.circles[1]))]
    return b"".join(b"From a@example.org Sat\n" + one.as_bytes() + b"\n\n" for one in mails)


def _half_sound(path: Path, sound: Sound, _chance: Random) -> Said:
    """A mail with a circle, and with one that was cut off."""
    files = ("1.circle", sound.circles[0]), ("2.circle", sound.circles[1][:5000])
    path.write_bytes(mail(*files).as_bytes())
    return BRINGS, ": 2.circle is damaged and cannot be trusted."


_FTYP = b"\0\0\0\x20ftyp"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

MAKERS: dict[str, Maker] = {
    "circle file": _brings(lambda s, c: c.choice(s.circles)),
    "sheet with data": _brings(lambda s, _: s.sheet),
    "joined sheets": _brings(lambda s, _: joined(s.sheet, pdf_with(("x", s.circles[1])))),
    "several attached": _brings(
        lambda s, _: pdf_with(*((f"{n}", d) for n, d in enumerate(s.circles)))
    ),
    "renamed attachment": _brings(lambda s, c: pdf_with(("data.bin", c.choice(s.circles)))),
    "attached to a note": _brings(lambda s, _: pdf_with_note("ours.txt", s.circles[0])),
    "portfolio": _brings(lambda s, _: pdf_with(("a.pdf", s.sheet), portfolio=True)),
    "something before a PDF": _brings(lambda s, _: b"\r\n\r\n" + pdf_with(("x", s.circles[0]))),
    "object streams": _kept("object-streams.pdf", BRINGS, ""),
    "secured PDF": _kept("secured.pdf", BRINGS, ""),
    "locked PDF": _kept("locked.pdf", REFUSED, "is locked with a password."),
    "early circle file": _brings(lambda _, __: early()),
    "HEIC": _kept("circle-6.heic", BRINGS, "Circle 6"),
    "HEIC of a holiday": _kept(
        "holiday.heic", PASSED, "A picture in which no circle’s code can be read."
    ),
    "JPEG": _coded("JPEG"),
    "WebP": _coded("WEBP", quality=80),
    "AVIF": _coded("AVIF"),
    "TIFF": _coded("TIFF", compression="tiff_lzw"),
    "PNG": _coded("PNG"),
    "BMP": _coded("BMP"),
    "scan as TIFF": _pages,
    "scan as PDF": _scan,
    "mail": _brings(lambda s, c: mail(("ours", c.choice(s.circles))).as_bytes()),
    "mail with a sheet": _brings(lambda s, _: mail(("sheet.pdf", s.sheet)).as_bytes()),
    "mail with an archive": _brings(
        lambda s, _: mail(("a", zipped(("b", s.circles[0])))).as_bytes()
    ),
    "forwarded mail": _brings(lambda s, _: mail(inner=mail(("5", s.circles[0]))).as_bytes()),
    "mailbox": _brings(_mailbox),
    "half sound mail": _half_sound,
    "mails in mails": _mails_in_mails,
    "too many attached": _too_many,
    "mail of nothing": _mail_of_nothing,
    "cut circle file": _cut,
    "cut in its head": _cut_early,
    "cut PDF": _cut_pdf,
    "cut archive": _cut_zip,
    "cut picture": _cut_picture,
    "cut mail": _cut_mail,
    "locked archive": _locked_zip,
    "holiday": _scene,
    "PDF of something": _printed,
    "Word": _word,
    "Word around a circle": _word_around_a_circle,
    "Excel": _excel,
    "older Word": _plain(_OLE + "WordDocument".encode("utf-16-le"), "A Word document."),
    "Outlook's mail": _plain(_OLE + "__substg1.0_".encode("utf-16-le"), "as Outlook keeps it"),
    "winmail": _plain(b"\x78\x9f\x3e\x22", "as only Outlook opens it"),
    "library": _library,
    "another database": _plain(b"SQLite format 3\0" + bytes(200), "A database of another program."),
    "empty": _plain(b"", "An empty file."),
    "zeros": _text("\0" * 5000, "Nothing but zeros"),
    "cloud": _plain(b"bplist00\xd4NSURLNameKey", "still in the cloud"),
    "link": _link,
    "pipe": _pipe,
    "shortcut": _text("[InternetShortcut]\r\nURL=https://example.org\r\n", "A link to something"),
    "Mac's second file": _plain(b"\0\x05\x16\x07\0\2", "A file that the system keeps here"),
    "film": _plain(_FTYP + b"isom", "A film in which no circle’s code can be read."),
    "sound": _plain(b"ID3\x04", "A sound recording."),
    "RAR": _plain(b"Rar!\x1a\x07", "An archive that is not a zip"),
    "program": _plain(b"MZ\x90", "A program."),
    "letter": _text("Dear all,\nsee you on Friday.\n", "A text."),
    "list": _text("Name;Agency\nÉva;Health\n", "A text."),
    "calendar": _text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "A calendar entry."),
    "web page": _text("<!DOCTYPE html>\n<html></html>", "A web page"),
    "address": _text("BEGIN:VCARD\nEND:VCARD\n", "An address card."),
    "event": _text('{"format": "storycircle/1", "event": {"title": "x"}}', "An event as data"),
    "anything": _plain(b"\x03\xf7\x11\x81\0\0\x99", "a kind that is not known here"),
}


_NOT_ON_WINDOWS = {"link", "pipe"}
"""There a link is for administrators to make, and no pipe lies in a folder."""


def early() -> bytes:
    """A circle file from shortly before format 1 was closed."""
    with zipfile.ZipFile(ODD / "early.zip") as archive:
        return archive.read("early.circle")


def fill(
    folder: Path, sound: Sound, count: int, seed: int, kinds: Sequence[str] = ()
) -> dict[str, tuple[str, Said]]:
    """Write so many files, every kind in turn, under names that say nothing of them; by name, the
    kind of each and what must be said of it. What only seems to be a circle file is not called one.
    """
    chance = Random(seed)  # noqa: S311 (repeatable)
    wanted = [kind for kind in kinds or MAKERS if os.name != "nt" or kind not in _NOT_ON_WINDOWS]
    made = {}
    for number in range(count):
        kind = wanted[number % len(wanted)]
        written = folder / f"{number:03}"
        outcome, words = MAKERS[kind](written, sound, chance)
        names = [name for name in NAMES if outcome != PASSED or ".circle" not in name]
        name = f"{number:03} {chance.choice(names)}"
        written.rename(folder / name)
        made[name] = kind, (outcome, words)
    return made
