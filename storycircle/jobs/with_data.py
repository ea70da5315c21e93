"""The sheet with data, for the organiser: its PDF carries the circle file."""

from dataclasses import dataclass
from pathlib import Path

from storycircle.core.file_names import one_line
from storycircle.core.model import Circle, Event
from storycircle.core.sharing import leaving, what_leaves
from storycircle.jobs.export import file_name, seal_of
from storycircle.jobs.made import Made, Size, finished
from storycircle.store import circle_file
from storycircle.store.library import Library
from storycircle.store.withdrawing import Leave

ENDING = " with data.pdf"
"""How the name of such a sheet ends: people send PDFs to everyone, and viewers hide attachments."""


@dataclass(frozen=True, slots=True)
class SheetWithData:
    """What such a sheet carries, taken from the library; it is drawn on any thread."""

    event: Event
    circle: Circle
    leave: Leave
    data: bytes

    def made(self, size: Size = "a4") -> Made:
        """The sheet as a PDF."""
        from storycircle.paper.sheet import Attachment, draw_sheet  # noqa: PLC0415 (when first used)

        attached = Attachment(file_name(self.circle, ".circle"), self.data)
        return finished(draw_sheet(self.event, leaving(self.circle), size, attached))

    def left(self, library: Library, path: Path) -> None:
        """Note that it was written: it counts as an export."""
        library.exported(self.leave, path.name, circle_file.root(self.leave))


def sheet_with_data(library: Library, event: Event, circle: Circle) -> SheetWithData:
    """Gather what the sheet carries: exactly what an export holds, but for names, which are as
    the event's rule says. Raises Refused.
    """
    leave = library.leave(circle, event.names_on_paper)
    content = circle_file.content(leave, file_name(circle, ".circle"))
    return SheetWithData(event, circle, leave, seal_of(library, circle).close(content))


def told(path: Path, circle: Circle) -> str:
    """In words, what a sheet with data that was written carries; and a name for it that says so."""
    held = "; ".join(line[:1].lower() + line[1:] for line in what_leaves(circle))
    said = f"What leaves with {one_line(path.name)}: {held}. The circle file is inside the PDF."
    plain = path.stem.casefold().replace("-", " ").replace("_", " ")
    if "with data" not in plain:
        said += f" A name such as “{one_line(path.stem)}{ENDING}” says so to whoever gets it."
    return said
