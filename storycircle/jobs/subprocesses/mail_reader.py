"""Reads what is attached to one mail, or to each in a mailbox: a program of its own, run by
jobs/files/contents.py. Standard library only.

Mails come from strangers, so they are read in a process with bounds on memory and time. Mails that
are attached to mails are part of it, to a depth.
"""

import email
import re
import sys
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from storycircle.jobs.subprocesses.reader_output import tell

MOST_MEMORY = 2_000_000_000
_DEEPEST = 5  # mails in mails
_BEGINS = re.compile(rb"(?:\A|\n\r?\n)From [^\n]*\n")
_COUNTED = re.compile(rb"\A\d+[ \t]*\r?\n")  # before a mail that Apple's program keeps
_UNREADABLE = (
    *(MessageError, ValueError, LookupError, TypeError, AttributeError),
    *(RecursionError, MemoryError, AssertionError),
)


def main(most_files: int, most_each: int) -> None:
    """Tell what is attached to the mails of a file."""
    count = 0
    for data in _mails(sys.stdin.buffer.read()):
        try:
            for part, deep in _parts(email.message_from_bytes(data), 0):
                if deep > _DEEPEST:
                    tell(refused="inside-too-many")
                    continue
                if count == most_files:
                    tell(refused="too-many-inside")
                    tell(end=True)
                    return
                count += _tell(part, most_each)
        except _UNREADABLE:
            tell(refused="damaged-file")
    tell(end=True)


def _mails(data: bytes) -> Iterator[bytes]:
    begins = [found.end() for found in _BEGINS.finditer(data)]
    if not data.startswith(b"From "):
        yield _COUNTED.sub(b"", data.lstrip(), count=1)
        return
    for at, begin in enumerate(begins):
        yield data[begin : begins[at + 1] if at + 1 < len(begins) else len(data)]


def _parts(mail: Message, deep: int) -> Iterator[tuple[Message, int]]:
    """The parts that hold something, and in how many mails each is."""
    inside = mail.get_payload()
    if deep > _DEEPEST or not isinstance(inside, list):
        yield mail, deep
        return
    deeper = deep + (mail.get_content_type() == "message/rfc822")
    for part in inside:
        if isinstance(part, Message):
            yield from _parts(part, deeper)


def _tell(part: Message, most: int) -> bool:
    """Tell a part, where it is not the mail's own words; whether it was told."""
    name = _name(part)
    if part.get_content_maintype() == "text" and not name:
        return False
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return False
    if len(data) > most:
        tell(name=name, refused="too-big-to-read")
    else:
        tell(data, name=name, whole=True)
    return True


def _name(part: Message) -> str:
    try:
        return str(make_header(decode_header(part.get_filename() or "")))
    except _UNREADABLE:
        return ""
