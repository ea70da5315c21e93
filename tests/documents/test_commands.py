"""Every command that the documents say is run: here, by the CI, or by the nightly run.

What is for the app itself is run here, as it is written, with a real file in the place of each F.
"""

import json
import os
import re
import shlex
from pathlib import Path

import click
import pypdfium2
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from storycircle.cli.main import main
from storycircle.core.clock import SimulatedClock
from storycircle.resources import example_event
from storycircle.store.library import Library
from tests.documents.__main__ import runs_at_night
from tests.documents.read import PROGRAMS, ROOT, WITH_COMMANDS, Said, commands
from tests.support.a_meeting import NOON, started

EVERY = sorted({said for page in WITH_COMMANDS for said in commands(page)})
SCRIPTS = tuple(ROOT / ".ci" / name for name in ("run", "nightly", "bundle"))
BARE = ROOT / ".ci" / "bare-systems"
OURS = sorted({said.command for said in EVERY if said.command.split()[0] == "storycircle"})
WINDOW = ("storycircle", "storycircle [--library P] [FILE]")
"""What opens the window: the nightly run starts it as README says."""
TELLER = {
    "format": "storycircle/1",
    "event": {"title": "An event", "date": "2007-06-14"},
    "circles": [
        {
            "number": 5,
            "region": "North",
            "members": [{"name": name} for name in ("Ann", "Ben", "Cy", "Di", "Eve", "Flo")],
            "stories": [{"teller": "Ann", "title": "A window", "sharing": "anonymous"}],
            "actions": [{"text": "Look out of it."}],
        }
    ],
}


def test_the_documents_are_read() -> None:
    """A command that is not found is run by nobody."""
    assert {said.page for said in EVERY} >= {"README.md", "CONTRIBUTING.md", "docs/guide.md"}
    assert len(OURS) > 25
    told = {said.command for said in EVERY}
    assert {"ruff check .", "python -m tests.tour FOLDER", ".ci/run"} <= told
    assert "storycircle report [--only PART] -o F.pdf [--template F.docx]" in told


@pytest.mark.parametrize("said", EVERY, ids=lambda said: f"{said.page}: {said.command}")
def test_every_command_is_run_by_somebody(said: Said) -> None:
    """By this file, by a script of the CI, on bare systems, or by `python -m tests.documents`."""
    ours = said.command in OURS or on_bare_systems(said)
    assert said.command.startswith(PROGRAMS)
    assert ours or by_a_script(said.command) or runs_at_night(said)


def on_bare_systems(said: Said) -> bool:
    """Whether .ci/bare-systems reads it out of README and runs it as it is written."""
    asked = re.findall(r"\blines '([^']+)'", BARE.read_text(encoding="utf-8"))
    assert len(asked) > 2
    return said.page == "README.md" and said.fenced and any(one in said.command for one in asked)


def by_a_script(command: str) -> bool:
    """Whether the CI runs it, or it is part of what runs at night, with these options or others."""
    if command.startswith(".ci/"):
        name, *options = command.split()
        script = ROOT / name
        if not script.is_file() or any(one not in script.read_text("utf-8") for one in options):
            return False
        # Of Windows' files none is marked as a program.
        return os.name == "nt" or bool(script.stat().st_mode & 0o100)
    text = "\n".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    text += "\n".join(said.command for said in EVERY if runs_at_night(said))
    words = [w for w in command.split() if not re.fullmatch(r"[A-Z]+|--\w+|\d+|\[.*", w)]
    module = words[:3] if words[:2] == ["python", "-m"] else words
    plain = text.replace(" -q ", " ")
    return any(
        re.search(rf"{re.escape(wanted)}(?![\w.])", plain) for wanted in (command, " ".join(module))
    )


@pytest.mark.slow
@pytest.mark.parametrize("command", [one for one in OURS if one not in WINDOW])
def test_a_command_of_the_app_does_what_is_written(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it needs is there; what stands in brackets it knows. A file that it names is written."""
    monkeypatch.setenv("STORYCIRCLE_PASSPHRASE", "a horse in a boat")
    monkeypatch.chdir(tmp_path)
    words = shlex.split(re.sub(r"\[[^][]*(\[[^]]*\])?[^]]*\]|\.\.\.", "", command))[1:]
    doing = Doing(tmp_path)
    doing.prepare(words)
    filled = [doing.filled(word) for word in words]
    assert doing.run(*filled).exit_code == 0
    if "-o" in filled:
        assert Path(filled[filled.index("-o") + 1]).stat().st_size > 100
    commands = main.every_command()
    name = next((word for word in words if word in commands), None)
    known = set(options(main)) | set(options(commands[name]) if name else ())
    assert set(re.findall(r"--[a-z-]+", command)) <= known | {"--version", "--help"}


def options(command: click.Command) -> list[str]:
    return [opt for one in command.params for opt in one.opts]


class Doing:
    """A library and files for a command to work on."""

    def __init__(self, place: Path) -> None:
        self.place = place
        held = json.loads(example_event().read_text(encoding="utf-8"))
        self.events = iter((held["event"]["title"], "An event"))

    def run(self, *words: str) -> "click.testing.Result":
        library = [] if "--library" in words else ["--library", str(self.place / "library")]
        result = CliRunner().invoke(main, [*library, *words], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result

    def prepare(self, words: list[str]) -> None:
        """What a laptop has on which such a command is typed."""
        (self.place / "event.json").write_text(json.dumps(TELLER), encoding="utf-8")
        event = str(self.place / "event.json")
        if {"--members-only", "go-on", "meeting"} & {*words}:
            self.begin_set()
        elif words == ["review"]:
            self.run("load", event)
        elif words[0] not in {"load", "demo", "key", "--version"}:
            self.run("load", event if {"CODE", "region=North"} & {*words} else str(example_event()))
        if "CODE" in words:
            slips = self.place / "slips.pdf"
            self.run("slips", "--stories", "-o", str(slips))
            text = "".join(page.extract_text() for page in PdfReader(slips).pages)
            (self.code,) = re.findall(r"[A-Z]{4}-[A-Z]{4}-[A-Z]{4}", text)
        self.prepare_report(words)
        if "--sealed" in words:
            self.run("key")
        if "NAME" in words:
            other = ("--library", str(self.place / "other"))
            self.run(*other, "load", event)
            self.run(*other, "export", "-o", str(self.place / "other.circle"))
            self.run("merge", str(self.place / "other.circle"))  # before which a copy is made
            self.name = self.run("backups").stdout.splitlines()[0]
        if {"FILE", "photo.jpg"} & {*words}:
            self.run("export", "--circle", "5", "-o", str(self.place / "5.circle"))
        if "photo.jpg" in words:
            self.photograph()

    def prepare_report(self, words: list[str]) -> None:
        """Another event, a project, a stall that was held: where a command is of such."""
        if {"compare", "--project"} & {*words}:
            told = json.loads(json.dumps(TELLER))
            told["event"]["project"] = "Whole System Event"
            (self.place / "event.json").write_text(json.dumps(told), encoding="utf-8")
            self.run("load", str(self.place / "event.json"))
        if "LETTER" in words:
            self.run("stall", "--stall", "A", "--discussed", "Who answers the telephone")

    def begin_set(self) -> None:
        """A learning set that has met once, and what it was handed on as."""
        with Library(self.place / "library", SimulatedClock(NOON)) as library:
            library.save_circle(started())
        self.run("export", "--members-only", "-o", str(self.place / "F.circle"))

    def photograph(self) -> None:
        """The sheet of a circle, as a picture of it."""
        sheet = self.place / "sheet.pdf"
        self.run("sheet", "--circle", "5", "-o", str(sheet))
        pypdfium2.PdfDocument(sheet)[0].render(scale=2).to_pil().save(self.place / "photo.jpg")

    def filled(self, word: str) -> str:
        """A word of the document, with something in its place where it stands for something."""
        place = self.place
        stands = {
            "EVENT.json": str(example_event()),
            "FILE": str(place / "5.circle"),
            "FOLDER": str(place / "folder"),
            "PATH": str(place / "library"),
            "N": "5",
            "LETTER": "A",
        }
        if word in stands:
            return stands[word]
        if word in {"CODE", "NAME"}:
            return self.code if word == "CODE" else self.name
        if word == "TITLE":
            return "Whole System Event"
        if word == "EVENT":
            return next(self.events)
        if re.fullmatch(r"[\w-]+\.(pdf|circle|zip|json|jpg)", word) or word == "demo_folder":
            return str(place / word)
        return word
