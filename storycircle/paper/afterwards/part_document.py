"""A document of parts alone, as a comparison or a project: what it is called, and its parts."""

from dataclasses import dataclass
from datetime import datetime

from storycircle.paper.afterwards.parts import Part

ENDINGS = (".pdf", ".html", ".docx", ".xlsx", ".csv", ".md")


@dataclass(frozen=True, slots=True)
class PartDocument:
    """title: in large type. lines: below it. question: in the words in which it was asked. closing:
    the last line. made: when; not said where it is None.
    """

    title: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]
    question: str = ""
    closing: str = ""
    made: datetime | None = None
