"""Fonts and the example event are found from a checkout and from a wheel."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

SHOW = """
import sys
sys.path.insert(0, sys.argv[1])
import storycircle
from storycircle.jobs.import_event import read_file
from storycircle.resources import example_event, folder, font, guide, licence, short_guide
print(storycircle.__file__)
print(folder())
print(len(list((folder() / "fonts").glob("*.ttf"))))
print(len(list((folder() / "fonts").glob("LICENSE-*.txt"))))
print(guide().read_text("utf-8")[:7], licence().read_text("utf-8")[:3])
pages = list(short_guide("facilitators").parent.glob("*.md"))
pictures = list((short_guide("facilitators").parent / "../pictures").glob("*.png"))
people = read_file(example_event()).people()
print(font("SourceSerif4_600SemiBold").is_file(), len(pages), len(pictures), people)
"""


def shown(first_on_the_path: Path) -> list[str]:
    """What a Python on its own sees with a folder first on its path."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", SHOW, str(first_on_the_path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            *[sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"],
            *["--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)],
        ],
        capture_output=True,
        check=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_resources_are_found_from_a_checkout() -> None:
    """As developers run it."""
    said = shown(ROOT)
    assert Path(said[1]) == ROOT / "resources"
    assert said[2:] == ["16", "7", "# Guide MIT", "True 3 10 36"]


def test_a_source_package_carries_what_its_documents_run() -> None:
    """All that is kept at the top, but for what only a clone needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    include = set(project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"])
    kept = []
    if shutil.which("git"):  # a laptop that only runs the app has none
        listed = ["git", "ls-tree", "--name-only", "HEAD"]
        done = subprocess.run(listed, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
        kept = done.stdout.split() if not done.returncode else []
    kept += ["requirements.txt", ".ci", "packaging", "tools", "tests"]
    own = {".gitignore", "pyproject.toml"}  # these the builder brings by itself
    assert [name for name in kept if not name.endswith(".md") and name not in include | own] == []


@pytest.mark.slow
def test_resources_are_found_from_a_wheel(wheel: Path, tmp_path: Path) -> None:
    """As people install it: sixteen fonts, their licences, the guide with
    its pictures, and the example event.
    """
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path)
    said = shown(tmp_path)
    assert Path(said[0]) == tmp_path / "storycircle" / "__init__.py"
    assert Path(said[1]) == tmp_path / "storycircle" / "_resources"
    assert said[2:] == ["16", "7", "# Guide MIT", "True 3 10 36"]


@pytest.mark.slow
def test_a_wheel_carries_its_licences_and_no_tests(wheel: Path) -> None:
    """The MIT licence, the fonts' licences, and nothing that only developers need."""
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    licences = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    families = "NotoNaskhArabic NotoSansBengali NotoSansDevanagari NotoSansGurmukhi NotoSansHebrew"
    fonts = {f"LICENSE-{name}.txt" for name in (*families.split(), "SourceSans3", "SourceSerif4")}
    assert licences == {"LICENSE", *fonts}
    assert not [name for name in names if name.startswith("tests/")]
