"""Names of files: whole on every disk, no device, no other file's, no disguise."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.text import MOST_BYTES, free_name, safe_name


@given(st.text(), st.sampled_from(["", ".circle", ".pdf"]))
def test_every_disk_takes_every_name(stem: str, ending: str) -> None:
    """FAT and Windows: no forbidden letters, no dot or space at the end, bounded in bytes."""
    name = safe_name(stem, ending)
    assert name.endswith(ending)
    assert 0 < len(name.encode()) <= MOST_BYTES
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert name == name.strip(" ")
    assert not name.endswith(".")
    assert safe_name(name) == name


@pytest.mark.parametrize("stem", ["con", "CON", "nul.x", "Com1", "LPT9.circle", "aux ", "prn."])
def test_no_file_is_called_as_a_device(stem: str) -> None:
    """Windows would write to a printer."""
    assert safe_name(stem, ".circle").startswith("_")
    assert safe_name(f"x{stem}", ".circle").startswith("x")
    assert safe_name("concrete", ".circle") == "concrete.circle"


def test_a_name_is_cut_at_whole_letters() -> None:
    """Half a letter is no letter."""
    assert safe_name("é" * 300, ".circle").removesuffix(".circle") == "é" * 86
    assert safe_name("...") == "file"


@given(st.lists(st.sampled_from(["A.circle", "a.CIRCLE", "b", ".x", "ß.pdf", "SS.pdf"])))
def test_no_two_files_have_one_name(wanted: list[str]) -> None:
    """Not even where capitals do not count."""
    taken: list[str] = []
    for name in wanted:
        taken.append(free_name(name, taken))
    assert len({name.casefold() for name in taken}) == len(taken)
    assert free_name("x.circle", []) == "x.circle"
    assert free_name("x.circle", ["X.Circle"]) == "x (2).circle"
