"""What kind of file something is, by how it begins: its name is never asked.

Only beginnings are compared here; nothing is decoded.
"""

import os
import re
import stat
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from storycircle.core.error_sentences import Refused
from storycircle.core.i18n import N_
from storycircle.store import schema
from storycircle.store.exchange.sealed_file import is_sealed
from storycircle.store.exchange.untrusted_file import PDF
from storycircle.store.safety import live_files
from storycircle.store.safety.disk import explained

HEAD = 65_536  # bytes of a file that are looked at
SYSTEM_FOLDERS = (".", "$RECYCLE", "__MACOSX", "System Volume Information")
"""How names of what systems keep on a stick begin, and of what was thrown away on it."""
_SPREAD = 4_000_000  # bytes in which the older Office says what it wrote


class Kind(StrEnum):
    """What a file is. The first eight may hold a circle."""

    CIRCLE = "circle"
    PDF = "pdf"
    PICTURE = "picture"
    FILM = "film"
    MAIL = "mail"
    MAILBOX = "mailbox"
    ZIP = "zip"
    CUT_DATABASE = "cut_database"

    LONG_PDF = "long_pdf"
    LIBRARY = "library"
    DATABASE = "database"
    DATABASE_PART = "database_part"
    EVENT_DATA = "event_data"
    EMPTY = "empty"
    ZEROS = "zeros"
    CLOUD = "cloud"
    LINK = "link"
    NO_FILE = "no_file"
    SYSTEM = "system"
    HIDDEN_FOLDER = "hidden_folder"
    WORD = "word"
    EXCEL = "excel"
    POWERPOINT = "powerpoint"
    OFFICE = "office"
    OUTLOOK = "outlook"
    WINMAIL = "winmail"
    OTHER_PICTURE = "other_picture"
    OTHER_FILM = "other_film"
    SOUND = "sound"
    ARCHIVE = "archive"
    PROGRAM = "program"
    FONT = "font"
    BOOK = "book"
    CONTACT = "contact"
    CALENDAR = "calendar"
    WEB_PAGE = "web_page"
    RICH_TEXT = "rich_text"
    DATA = "data"
    KEY = "key"
    TEXT = "text"
    UNKNOWN = "unknown"


MAY_HOLD = (Kind.CIRCLE, Kind.PDF, Kind.PICTURE, Kind.MAIL, Kind.MAILBOX, Kind.ZIP)
"""Files that are read; a database that was cut off is refused as a damaged file."""

WORDS: Mapping[Kind, str] = {
    # For translators: each of these says what a file is that no circle came out of.
    Kind.CIRCLE: N_("A circle file."),
    Kind.PDF: N_("A PDF: no circle is attached, and no circle’s code can be read on its pages."),
    Kind.LONG_PDF: N_(
        "A long PDF: no circle is attached, and no circle’s code can be read on its first pages."
    ),
    Kind.PICTURE: N_("A picture in which no circle’s code can be read."),
    Kind.MAIL: N_("A mail without a circle in it."),
    Kind.MAILBOX: N_("Mails without a circle in them."),
    Kind.ZIP: N_("An archive without a circle in it."),
    Kind.CUT_DATABASE: N_("The beginning of a database, which was never copied whole."),
    Kind.LIBRARY: N_(
        "A library of Story Circle, with all that is on a laptop. To hand over its circles, open "
        "it there and export each of them, or all of them as one archive."
    ),
    Kind.DATABASE: N_("A database of another program."),
    Kind.DATABASE_PART: N_("What a database keeps beside it while it is open."),
    Kind.EVENT_DATA: N_("An event as data: open it by itself, it is not gathered."),
    Kind.EMPTY: N_("An empty file."),
    Kind.ZEROS: N_("Nothing but zeros: it was never copied whole."),
    Kind.CLOUD: N_("Only the name of a file that is still in the cloud."),
    Kind.LINK: N_("A link to something that is elsewhere."),
    Kind.NO_FILE: N_("Neither a file nor a folder."),
    Kind.SYSTEM: N_("A file that the system keeps here for itself."),
    Kind.HIDDEN_FOLDER: N_("A hidden folder: of the system, or what was thrown away."),
    # For translators: Word is the name of a program, as Excel, PowerPoint and Outlook are below.
    Kind.WORD: N_("A Word document."),
    Kind.EXCEL: N_("An Excel table."),
    Kind.POWERPOINT: N_("A PowerPoint presentation."),
    Kind.OFFICE: N_("A document of an office program."),
    Kind.OUTLOOK: N_("A mail as Outlook keeps it: save what is attached to it, and gather that."),
    Kind.WINMAIL: N_(
        "What is attached to a mail, wrapped as only Outlook opens it: have it sent again as an "
        "archive."
    ),
    Kind.OTHER_PICTURE: N_("A picture of a kind that is not read here: save it as JPEG."),
    Kind.FILM: N_("A film in which no circle’s code can be read."),
    Kind.OTHER_FILM: N_("A film of a kind that is not read here: save it as MP4."),
    Kind.SOUND: N_("A sound recording."),
    Kind.ARCHIVE: N_("An archive that is not a zip: unpack it first, then gather the folder."),
    Kind.PROGRAM: N_("A program."),
    Kind.FONT: N_("A font."),
    Kind.BOOK: N_("An electronic book."),
    Kind.CONTACT: N_("An address card."),
    Kind.CALENDAR: N_("A calendar entry."),
    Kind.WEB_PAGE: N_("A web page or a drawing."),
    Kind.RICH_TEXT: N_("A formatted text."),
    Kind.DATA: N_("Data of another program."),
    Kind.KEY: N_("A key that circle files are sealed to: keep it where it belongs."),
    Kind.TEXT: N_("A text."),
    Kind.UNKNOWN: N_("A file of a kind that is not known here."),
}
"""What is said of a file that brings nothing."""

_BEGINNINGS: tuple[tuple[bytes, Kind], ...] = (
    (PDF, Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"II*\0", Kind.PICTURE),
    (b"MM\0*", Kind.PICTURE),
    (b"GIF87a", Kind.PICTURE),
    (b"GIF89a", Kind.PICTURE),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"PK\x07\x08", Kind.ZIP),
    (b"\x37\x7f\x06\x82", Kind.DATABASE_PART),
    (b"\x37\x7f\x06\x83", Kind.DATABASE_PART),
    (b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", Kind.DATABASE_PART),
    (b"\x18\xe2\x2d\x00", Kind.DATABASE_PART),
    (b"L\0\0\0\x01\x14\x02\0", Kind.LINK),
    (b"[InternetShortcut]", Kind.LINK),
    (b"[Desktop Entry]", Kind.LINK),
    (b"\0\x05\x16\x07", Kind.SYSTEM),
    (b"\0\0\0\x01Bud1", Kind.SYSTEM),
    (b"[.ShellClassInfo]", Kind.SYSTEM),
    (b"\x78\x9f\x3e\x22", Kind.WINMAIL),
    (b"8BPS", Kind.OTHER_PICTURE),
    (b"\xff\x0a", Kind.OTHER_PICTURE),
    (b"\0\0\0\x0cJXL ", Kind.OTHER_PICTURE),
    (b"\0\0\0\x0cjP  ", Kind.OTHER_PICTURE),
    (b"AT&TFORM", Kind.OTHER_PICTURE),
    (b"%!PS", Kind.OTHER_PICTURE),
    (b"\0\0\x01\0", Kind.OTHER_PICTURE),
    (b"\x1a\x45\xdf\xa3", Kind.OTHER_FILM),
    (b"\0\0\x01\xba", Kind.OTHER_FILM),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Kind.OTHER_FILM),
    (b"FLV\x01", Kind.OTHER_FILM),
    (b"ID3", Kind.SOUND),
    (b"\xff\xfb", Kind.SOUND),
    (b"\xff\xf3", Kind.SOUND),
    (b"\xff\xf1", Kind.SOUND),
    (b"OggS", Kind.SOUND),
    (b"fLaC", Kind.SOUND),
    (b"#!AMR", Kind.SOUND),
    (b"MThd", Kind.SOUND),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"BZh", Kind.ARCHIVE),
    (b"\xfd7zXZ\0", Kind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Kind.ARCHIVE),
    (b"MSCF", Kind.ARCHIVE),
    (b"MZ", Kind.PROGRAM),
    (b"\x7fELF", Kind.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Kind.PROGRAM),
    (b"\xca\xfe\xba\xbe", Kind.PROGRAM),
    (b"#!/", Kind.PROGRAM),
    (b"\0\x01\0\0\0", Kind.FONT),
    (b"OTTO", Kind.FONT),
    (b"wOF", Kind.FONT),
    (b"{\\rtf", Kind.RICH_TEXT),
    (b"age1", Kind.KEY),
    (b"AGE-SECRET-KEY-", Kind.KEY),
)
_BRANDS = {  # of the box that many kinds of pictures, films and sound begin with
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevx"), Kind.PICTURE),
    **dict.fromkeys((b"mif1", b"msf1", b"avif", b"avis", b"MiHE", b"miaf"), Kind.PICTURE),
    **dict.fromkeys((b"M4A ", b"M4B ", b"F4A "), Kind.SOUND),
    **dict.fromkeys((b"crx ",), Kind.OTHER_PICTURE),
}
_FORMS = {b"WEBP": Kind.PICTURE, b"AVI ": Kind.OTHER_FILM, b"WAVE": Kind.SOUND}
_OLDER_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("__substg1.0_", Kind.OUTLOOK),
    ("WordDocument", Kind.WORD),
    ("Workbook", Kind.EXCEL),
    ("PowerPoint Document", Kind.POWERPOINT),
)
_LINES = (  # of texts, and what such a text is
    (b"BEGIN:VCARD", Kind.CONTACT),
    (b"BEGIN:VCALENDAR", Kind.CALENDAR),
    (b"<!DOCTYPE HTML", Kind.WEB_PAGE),
    (b"<HTML", Kind.WEB_PAGE),
    (b"<SVG", Kind.WEB_PAGE),
    (b"<?XML", Kind.DATA),
    (b"{", Kind.DATA),
    (b"[{", Kind.DATA),
)
_DATABASE = b"SQLite format 3\0"
_PDF_WITHIN = 1024  # bytes at the beginning of a PDF in which something else may stand first
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # before texts of two bytes a letter
_LEAST = 8  # bytes by which a database is known that was cut off
_DATABASE_HEAD = 100  # bytes before which one says nothing of itself
_HEADER = re.compile(rb"\A[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
_TELLING = re.compile(
    rb"(?im)^(from|received|return-path|message-id|subject|delivered-to|mime-version):"
)
_ORIGINS = re.compile(rb"(?im)^(from|to|received|date|content-type|message-id|x-[a-z-]+):")
_MAILBOX = re.compile(rb"\AFrom [^\r\n]*\r?\n")
_COUNTED = re.compile(rb"\A\d{1,10}[ \t]*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:)")
_NOT_HERE = 0x1000 | 0x40000 | 0x400000  # Windows: offline, recalled on opening or on reading
_DATALESS = 0x40000000  # macOS


def kind_at(path: Path) -> Kind:
    """What the file at a path is; a link is not followed. Raises Refused where nothing can be read
    there, or nothing yet.
    """
    with explained(path, "cannot-read"):
        try:
            about = path.lstat()
        except FileNotFoundError:
            raise Refused("not-there", name=path.name) from None
        if stat.S_ISLNK(about.st_mode):
            return Kind.LINK
        if not stat.S_ISREG(about.st_mode):
            return Kind.NO_FILE
        if _is_elsewhere(about):
            raise Refused("in-the-cloud", name=path.name)
        head = live_files.head(path, HEAD)
        if head is None:
            return Kind.LIBRARY  # this very laptop's
        if head.startswith(_OLDER_OFFICE):
            head = live_files.head(path, _SPREAD) or head
    return kind_of(head, about.st_size)


def kind_of(head: bytes, size: int) -> Kind:
    """What a file of so many bytes is that begins so."""
    if not size:
        return Kind.EMPTY
    for ask in (_database, _boxed, _plainly, _older_office, _mail_or_pdf, _text):
        kind = ask(head, size)
        if kind is not None:
            return kind
    return Kind.UNKNOWN if head.strip(b"\0") else Kind.ZEROS


def _database(head: bytes, size: int) -> Kind | None:
    """Which database it is, ours or another's; a sealed file is a circle's."""
    if is_sealed(head):
        return Kind.CIRCLE
    if len(head) < _LEAST or not head.startswith(_DATABASE[: len(head)]):
        return None
    if size < _DATABASE_HEAD or len(head) < _DATABASE_HEAD:
        return Kind.CUT_DATABASE
    made_for = int.from_bytes(head[68:72])
    if made_for == schema.FILE_ID:
        return Kind.CIRCLE
    ours = made_for in (schema.LIBRARY_ID, schema.EARLY_LIBRARY_ID)
    return Kind.LIBRARY if ours else Kind.DATABASE


def _boxed(head: bytes, size: int) -> Kind | None:
    """What is in a box that many kinds of pictures, films and sound have."""
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], Kind.FILM)
    if head[4:8] in (b"moov", b"mdat", b"wide"):  # as older QuickTime begins
        return Kind.FILM
    if head.startswith(b"RIFF"):
        return _FORMS.get(head[8:12], Kind.UNKNOWN)
    if head.startswith(b"BM") and int.from_bytes(head[2:6], "little") == size:
        return Kind.PICTURE
    return None


def _plainly(head: bytes, _size: int) -> Kind | None:
    """What says plainly at its beginning what it is."""
    if head.startswith(b"bplist"):
        return Kind.CLOUD if b"NSURLNameKey" in head else Kind.DATA
    if head[257:262] == b"ustar":
        return Kind.ARCHIVE
    return next((kind for begins, kind in _BEGINNINGS if head.startswith(begins)), None)


def _older_office(data: bytes, _size: int) -> Kind | None:
    """Which of the programs wrote it whose files are small disks of named streams."""
    if not data.startswith(_OLDER_OFFICE):
        return None
    named = (kind for name, kind in _STREAMS if name.encode("utf-16-le") in data)
    return next(named, Kind.OFFICE)


def _mail_or_pdf(head: bytes, _size: int) -> Kind | None:
    """A mail, or mails; else a PDF before which something else stands."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    begins = _MAILBOX.match(text)
    if begins and _is_mail(text[begins.end() :]):
        return Kind.MAILBOX
    if _is_mail(_COUNTED.sub(b"", text, count=1)):
        return Kind.MAIL
    return Kind.PDF if PDF in head[:_PDF_WITHIN] else None


def _text(head: bytes, _size: int) -> Kind | None:
    """What a text is; none where it is no text."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    begins = text[:100].upper()
    if b"\0" in text and not head.startswith(_WIDE):
        return None
    if begins.startswith(b"{") and b'"storycircle/1"' in text:
        return Kind.EVENT_DATA
    if begins.startswith(b"{") and (b'"doc_id"' in text or b"docs.google.com" in text):
        return Kind.LINK
    found = next((kind for line, kind in _LINES if begins.startswith(line)), None)
    return found or (Kind.TEXT if _is_readable(head) else None)


def _is_mail(text: bytes) -> bool:
    """Whether a text begins with the lines of a mail's head, two of them that every mail has."""
    if not _HEADER.match(text):
        return False
    lines = re.split(rb"\r?\n\r?\n", text, maxsplit=1)[0]
    said = {found[1].lower() for found in _TELLING.finditer(lines)}
    return bool(said) and len(said | {f[1].lower() for f in _ORIGINS.finditer(lines)}) > 1


def _is_readable(head: bytes) -> bool:
    """Whether people could read a text: few signs in it that are neither letters nor lines."""
    if head.startswith(_WIDE):
        return True
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head[:4096])
    if odd:
        return False
    try:
        head[:4096].decode()
    except UnicodeDecodeError as error:
        if error.start < len(head[:4096]) - 4:  # not a letter that was cut in two
            high = sum(byte > 127 for byte in head[:4096])
            return high * 3 < len(head[:4096])
    return True


def _is_elsewhere(about: os.stat_result) -> bool:
    """Whether a cloud's program shows a file here whose bytes it has not fetched yet."""
    windows = getattr(about, "st_file_attributes", 0) & _NOT_HERE
    return bool(windows or getattr(about, "st_flags", 0) & _DATALESS)
