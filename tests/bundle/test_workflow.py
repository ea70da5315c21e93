"""What the workflow of bundles runs is there, and what it hands out is what is made."""

import importlib.util
import re
from pathlib import Path

from storycircle import __version__
from tests.documents.read import ROOT
from tools.bundle.linux import DEPENDS

WORKFLOW = (ROOT / ".github" / "workflows" / "bundles.yml").read_text(encoding="utf-8")
INSTALLER = (ROOT / "packaging" / "windows" / "storycircle.iss").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGING = ROOT / "packaging" / "README.md"
PLATFORMS = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
WHEELS = (ROOT / "tests" / "wheels.py").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_and_file_of_the_workflow_is_there() -> None:
    """Modules can be started, and files are where they are named, on Windows with its strokes."""
    modules = set(re.findall(r"python -m ([\w.]+)", WORKFLOW))
    assert {"pytest", "tools.bundle", "tests.bundle"} <= modules
    for name in modules:
        found = importlib.util.find_spec(name)
        assert found is not None
        if found.submodule_search_locations and name != "pip":
            assert importlib.util.find_spec(f"{name}.__main__") is not None, name
    files = re.findall(r"(?:-r |iscc [^\n]*?)((?:packaging[/\\]|requirements)[\w./\\]+)", WORKFLOW)
    assert len(set(files)) == 3
    assert all((ROOT / file.replace("\\", "/")).is_file() for file in files)


def test_its_linux_has_what_readme_says_a_window_needs() -> None:
    """A package that README or `.ci/run` gains is not forgotten where bundles are built."""
    names = set(re.findall(r"\blib[\w.+-]*\d[\w.+-]*", WORKFLOW))
    said = set(re.findall(r"^apt-get install (.*?)^```", README, re.MULTILINE | re.DOTALL))
    wanted = set(re.findall(r"\blib[\w.+-]*\d[\w.+-]*", " ".join(said)))
    assert wanted - {"libglib2.0-0"} <= names  # that one came with the image
    assert names <= set(re.findall(r"\blib[\w.+-]*\d[\w.+-]*", CI))
    assert "libcups2" not in DEPENDS


def test_the_page_on_packaging_says_what_is_run_here() -> None:
    """Each line of its first block but for the folder of its Python; what Debian needs for it."""
    page = PACKAGING.read_text(encoding="utf-8")
    first, debian = re.findall(r"^```\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[:2]
    run = [re.sub(r"^\.venv-bundle/bin/", "", line) for line in first.splitlines()]
    assert run[0] == "python3 -m venv .venv-bundle"
    for line in run[1:]:
        assert line.removeprefix("python -m ").replace(" -q", "") in WORKFLOW
    names = debian.split()[3:]
    assert {"binutils", "gcc"} < set(names)
    assert set(names) <= set(CI.split())


def test_the_glibc_that_readme_names_is_the_one_that_wheels_are_asked_for() -> None:
    """On a PC and on ARM: a newer Qt that wants more is seen by the search for wheels, at night."""
    least = dict(re.findall(r"^    \"Linux( on ARM)? with glibc ([\d.]+)\"", WHEELS, re.MULTILINE))
    assert set(least) == {"", " on ARM"}
    assert f"Linux with glibc {least['']} (Debian 12; on ARM {least[' on ARM']}," in README
    assert f"with glibc {least['']} (" in PLATFORMS
    assert f"on ARM {least[' on ARM']} (" in PLATFORMS


def test_what_is_handed_out_is_what_is_made() -> None:
    """An artefact a kind: those that the tool writes, the installer's, and the archives."""
    wanted = set(re.findall(r"^ +dist/\*([\w.]+)$", WORKFLOW, re.MULTILINE))
    assert wanted == {".tar.xz", ".deb", ".zip", "setup.exe"}
    assert "OutputDir=..\\..\\dist\n" in INSTALLER
    assert re.search(r"^OutputBaseFilename=.*-setup$", INSTALLER, re.MULTILINE)
    assert "if-no-files-found: error" in WORKFLOW


def test_what_others_made_is_named_by_its_content() -> None:
    """A name can be given to other content later, and that would sign what is handed out."""
    used = re.findall(r"uses: *(.*)", WORKFLOW)
    assert len(used) == 5
    for one in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one
    assert len(set(used)) == len({one.partition("@")[0] for one in used})


def test_the_version_stands_in_one_place() -> None:
    """The installer is told it; the metainfo of Linux names the same."""
    assert __version__ not in INSTALLER
    assert "/DVersion=" in WORKFLOW
    metainfo = Path(ROOT / "packaging" / "linux" / "org.storycircle.StoryCircle.metainfo.xml")
    releases = re.findall(r'<release version="([^"]+)"', metainfo.read_text(encoding="utf-8"))
    assert releases[0] == __version__
