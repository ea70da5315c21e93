"""Where fonts, the chime, the guide and the example lie, from a wheel and a checkout alike."""

from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """The resources folder: inside the package in a wheel, at the top level in a checkout."""
    package = Path(__file__).parent
    packed = package / "_resources"
    return packed if packed.is_dir() else package.parent / "resources"


def font(name: str) -> Path:
    """The font file of a face, such as SourceSerif4_600SemiBold."""
    return folder() / "fonts" / f"{name}.ttf"


def chime() -> Path:
    """The sound that says half a minute is left, and that a turn is over."""
    return folder() / "sounds" / "chime.wav"


def guide() -> Path:
    """All that the guide says, in detail, as Markdown."""
    return _at_top("guide.md", "docs/guide.md")


def short_guide(name: str) -> Path:
    """A short page of the guide: facilitators, organisers or data-protection."""
    return _at_top("guide", "docs/guide") / f"{name}.md"


def licence() -> Path:
    """The licence of the app itself."""
    return _at_top("LICENSE", "LICENSE")


def _at_top(packed: str, source: str) -> Path:
    """What stands elsewhere in a checkout: its name in a wheel, and its path there."""
    in_wheel = folder() / packed
    return in_wheel if in_wheel.exists() else folder().parent / source


def page_style() -> Path:
    """The style sheet of the report as a web page."""
    return folder() / "report" / "page.css"


def example_event() -> Path:
    """The June 2007 event, as a storycircle/1 document."""
    return folder() / "events" / "hartlepool-2007.json"


def example_project() -> Path:
    """The project of 2006 and 2007 as a storycircle/1 document: a learning set and two events. Each
    part says in its source what is real and what is made up.
    """
    return folder() / "events" / "hartlepool-2006-2007.json"
