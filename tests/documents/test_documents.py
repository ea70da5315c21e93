"""The documents lead somewhere, say what is on the screen today, and keep to their forms."""

import os
import re
import tomllib
from pathlib import Path

import pytest

from storycircle import __version__
from storycircle.core.commands import keys
from storycircle.core.commands.command import Command, caption
from tests.documents.__main__ import a_stranger_s, nowhere
from tests.documents.read import GUIDES, ROOT, SHORT, anchors, every_page, links, shown_names
from tools.languages import said

PAGES = every_page()
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_and_picture_leads_to_something(page: Path) -> None:
    """To a file of this source, and to a heading of it where one is named."""
    lost = []
    for link in links(page):
        path, _mark, place = link.partition("#")
        to = page.parent / path if path else page
        away = link.startswith("https://")  # tried by `python -m tests.documents`
        if not away and (not to.exists() or (place and place not in anchors(to))):
            lost.append(link)
    assert lost == []


def test_what_a_person_reads_first_leads_to_no_other_machine() -> None:
    """README and the guides are read where there is no network."""
    assert len(PAGES) > 20
    for page in (ROOT / "README.md", *GUIDES):
        assert not [link for link in links(page) if "://" in link], page


@pytest.mark.slow
@pytest.mark.parametrize("page", SHORT, ids=name_of)
def test_what_a_guide_shows_in_italics_is_on_the_screen(page: Path) -> None:
    """Letter for letter a message of the app."""
    messages = {text for message in said() for text in _texts(message.id)}
    names = shown_names(page)
    assert len(names) > 1
    assert [name for name in names if name not in messages] == []


def _texts(message: str | tuple[str, ...] | list[str]) -> list[str]:
    texts = (message,) if isinstance(message, str) else tuple(message)
    return [text.replace(" …", "").replace("&", "") for text in texts] + list(texts)


@pytest.mark.parametrize("page", SHORT, ids=name_of)
def test_every_key_a_guide_says_is_in_the_table_of_keys(page: Path) -> None:
    """Those that are held with another, and those that stand alone with their sentence."""
    caps = {
        str(caption(key)) for c in vars(keys).values() if isinstance(c, Command) for key in c.keys
    }
    text = " ".join(page.read_text(encoding="utf-8").split())
    held = re.findall(r"\b(?:(?:Ctrl|Shift|Alt) )+(?:[A-Z]\b|Enter|Space|F\d+|[↑↓←→])", text)
    alone = re.findall(r"\bF\d+\b", text)
    assert len(held + alone) > 1 or page.stem == "data-protection"
    assert [key for key in held + alone if key not in caps] == []


def test_the_changelog_keeps_to_its_form() -> None:
    """Keep a Changelog: the unreleased first, versions with their day, the six kinds of change."""
    titles = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    assert titles[0] == "[Unreleased]"
    for title in titles[1:]:
        assert re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", title)
    kinds = re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)
    assert kinds
    assert set(kinds) <= set(KINDS)
    released = [title[1:].partition("]")[0] for title in titles[1:]]
    assert released == sorted(released, key=_numbers, reverse=True)
    assert not released or _numbers(__version__) >= _numbers(released[0])


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def test_the_version_stands_in_one_place() -> None:
    """The package says it; what builds it reads it there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"] == {"path": "storycircle/__init__.py"}
    where = [
        path.relative_to(ROOT).as_posix()
        for path in (*(ROOT / "storycircle").rglob("*.py"), *ROOT.glob("*.toml"))
        if re.search(rf"(?<![\d.]){re.escape(__version__)}(?![\d.])", path.read_text("utf-8"))
    ]
    assert where == ["storycircle/__init__.py"]


def test_the_hooks_are_those_of_the_ci_and_fetch_nothing() -> None:
    """Each runs a command of .ci/run, with what is in the environment."""
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"repo: (.+)", hooks) == ["local"]
    entries = re.findall(r"entry: (.+)", hooks)
    assert len(entries) > 3
    assert [entry for entry in entries if f" {entry}\n" not in ci] == []
    assert re.findall(r"language: (.+)", hooks) == ["system"] * len(entries)
    assert not re.search(r"https?:|additional_dependencies", hooks)


def test_a_link_that_is_answered_otherwise_leads_nowhere() -> None:
    """And one without an answer, where others have one; without a network nothing is known."""
    answers = {"https://a": 200, "https://b": 404, "https://c": 0}
    assert nowhere(answers) == ["https://b", "https://c"]
    assert nowhere(dict.fromkeys(answers, 0)) == nowhere({}) == []
    assert nowhere({"https://b": 404}) == ["https://b"]


def test_the_commands_of_the_documents_run_what_lies_beside_them(tmp_path: Path) -> None:
    """Whoever develops has this checkout on Python's path: a stranger has not."""
    ours = {"PATH": "/bin", "PYTHONPATH": str(ROOT), "PYTHONHOME": "/", "LANG": "C.UTF-8"}
    environ = a_stranger_s(tmp_path / "source", ours)
    assert not [name for name in environ if name.startswith("PYTHON")]
    assert environ["HOME"] == str(tmp_path)
    assert environ["LANG"] == "C.UTF-8"
    assert environ["PATH"].split(os.pathsep)[-1] == "/bin"
