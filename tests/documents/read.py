"""What the documents hold: their commands, links, and the names that they say are on the screen."""

import re
from pathlib import Path

from msgspec import Struct

from storycircle.core.formats.guide_text import Style, read_guide

ROOT = Path(__file__).parent.parent.parent
GUIDES = (ROOT / "docs" / "guide.md", *sorted((ROOT / "docs" / "guide").glob("*.md")))
SHORT = tuple(path for path in GUIDES if path.parent.name == "guide")
WITH_COMMANDS = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    ROOT / "docs" / "command-line.md",
    ROOT / "docs" / "translating.md",
    *GUIDES,
)
"""The documents whose every command is run."""
PROGRAMS = (
    *("storycircle", "python -m", "python3 -m", "pip", "pytest", "ruff", "mypy", "lint-imports"),
    *("apt-get", ".ci/", "pre-commit", "git"),
)
"""What a command begins with. `pip install` and the like in running text are commands too."""
_FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


class Said(Struct, frozen=True, order=True):
    """A command as a document says it. fenced: in a block of its own."""

    page: str
    command: str
    fenced: bool


def every_page() -> list[Path]:
    """All documents of the project."""
    below = [path for name in ("docs", "packaging") for path in (ROOT / name).rglob("*.md")]
    return sorted(path for path in (*ROOT.glob("*.md"), *below) if ".git" not in path.parts)


def commands(page: Path) -> list[Said]:
    """The commands of a document, those of its blocks first."""
    text = page.read_text(encoding="utf-8")
    name = page.relative_to(ROOT).as_posix()
    found = [Said(name, line, fenced=True) for block in _FENCE.findall(text) for line in _of(block)]
    spans = (" ".join(span.split()) for span in _CODE.findall(_FENCE.sub("", text)))
    inline = [span for span in spans if _is_command(span)]
    return [*found, *(Said(name, span, fenced=False) for span in inline)]


def _of(block: str) -> list[str]:
    """The commands of a block; what stands to their right, or below, says what they do."""
    lines: list[str] = []
    for line in re.sub(r"\\\n\s*", "", block).splitlines():
        command = re.split(r" {2,}(?! )", line.rstrip())[0]
        if line[:1].isspace():
            option = re.match(r" +(\[--[^]]+\])", line)
            if option and lines:
                lines[-1] += f" {option[1]}"
        elif command:
            lines.append(command)
    return lines


def _is_command(span: str) -> bool:
    """A name alone, such as `pytest`, is the program and no command."""
    first = next((one for one in PROGRAMS if span == one or span.startswith(one)), None)
    if first is None or span in {*PROGRAMS, "git"}:
        return False
    return first.endswith("/") or span[len(first)] == " "


def links(page: Path) -> list[str]:
    """Where a document leads to, pictures among it."""
    return _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    """The places of a page that can be led to, as Markdown's readers name them."""
    titles = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def shown_names(page: Path) -> list[str]:
    """What a guide says in italics: names of buttons, fields and places."""
    blocks = read_guide(page.read_text(encoding="utf-8"))
    pieces = (piece for block in blocks if not block.picture for piece in block.pieces)
    return [piece.text for piece in pieces if piece.style is Style.SHOWN]
