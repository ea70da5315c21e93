"""Every file in a bundle has an owner, and every owner the text of its licence."""

import json
import sys
from importlib import metadata
from pathlib import Path

import pytest

from storycircle.ui.home.built_with import PACKAGES
from tools.bundle import licences

ROOT = Path(__file__).parents[2]


def _first_file(package: str) -> str:
    files = metadata.distribution(package).files or []
    return str(next(one for one in files if one.suffix in {".py", ".so", ".pyd"}).locate())


@pytest.fixture(scope="module")
def found() -> dict[licences.Bundled, str]:
    """Of a file of each package that the app needs, of Python, and of the app."""
    own = str(ROOT / "storycircle" / "launcher.py")
    sources = [*map(_first_file, PACKAGES), json.__file__, own]
    owners, lost = licences.owners(sources, ROOT)
    assert not lost
    return owners


def test_every_package_of_the_app_has_a_licence_with_its_text(
    found: dict[licences.Bundled, str],
) -> None:
    """Also those that name a licence and bring no copy of it, as Qt's do; the app is not listed."""
    named = {one.name.lower().replace("_", "-"): text for one, text in found.items()}
    assert {name.lower() for name in PACKAGES} | {"python"} <= named.keys()
    assert "storycircle" not in named
    assert all(one.licence and one.version for one in found)
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in named["python"].upper()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in named["pyside6-essentials"]
    assert "GNU GENERAL PUBLIC LICENSE" in named["pyside6-essentials"]


@pytest.mark.parametrize("paper", ["", "Those who paid for it may use it.\n"])
def test_a_licence_that_is_named_comes_with_its_own_text(
    paper: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a package brings a text, but of another licence, as Qt's for Windows do: each text
    that belongs to it once, and what the package brought.
    """
    info = tmp_path / "of_qt-1.0.dist-info"
    info.mkdir()
    told = "Metadata-Version: 2.1\nName: of-qt\nVersion: 1.0\nLicense: LGPL-3.0-only OR GPL-3.0\n"
    (info / "METADATA").write_text(told, encoding="utf-8")
    (tmp_path / "of_qt.pyd").touch()
    (info / "LICENSE.txt").write_text(paper, encoding="utf-8")
    names = ["of_qt.pyd", f"{info.name}/METADATA"] + [f"{info.name}/LICENSE.txt"] * bool(paper)
    (info / "RECORD").write_text("".join(f"{name},,\n" for name in names), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    owners, lost = licences.owners([str(tmp_path / "of_qt.pyd")], ROOT)
    text = next(text for one, text in owners.items() if one.name == "of-qt")
    assert not lost
    assert paper in text
    for title in ("GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE"):
        assert [line.strip() for line in text.splitlines()].count(title) == 1


@pytest.mark.slow
def test_a_file_of_nobody_is_named_and_so_is_an_owner_without_a_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bundle with either is not built."""
    strange = tmp_path / "libsurprise.so.1"
    strange.touch()
    _, lost = licences.owners([str(strange)], ROOT)
    assert lost == [str(strange)]
    monkeypatch.setattr(licences, "_text", lambda *_of: " ")
    _, lost = licences.owners([_first_file("click")], ROOT)
    assert "click" in lost


@pytest.mark.slow
@pytest.mark.parametrize("base", [r"C:/Program Files/Python311", "/usr", "/opt/python"])
def test_where_there_is_no_debian_python_owns_what_lies_in_its_folder(
    base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, whose libraries stand beside python.exe; of /usr only its own part."""
    monkeypatch.setattr(licences.shutil, "which", lambda _name: None)  # type: ignore[attr-defined]
    monkeypatch.setattr(licences, "_text", lambda *_of: "a text")
    monkeypatch.setattr(sys, "base_prefix", base)
    beside = str(Path(base) / "vcruntime140.dll")
    owners, lost = licences.owners([beside], ROOT)
    assert ("Python" in {one.name for one in owners}) == (base != "/usr")
    assert lost == ([beside] if base == "/usr" else [])


def test_the_list_and_the_texts_are_written(
    found: dict[licences.Bundled, str], tmp_path: Path
) -> None:
    """A file a name, so that the page About Story Circle can lead there."""
    licences.write(found, tmp_path / licences.NAME)
    licences.write_texts(found, tmp_path / licences.TEXTS)
    rows = json.loads((tmp_path / licences.NAME).read_text(encoding="utf-8"))
    assert {row["name"] for row in rows} == {one.name for one in found}
    for row in rows:
        assert (tmp_path / licences.TEXTS / f"{row['name']}.txt").read_text(encoding="utf-8")
