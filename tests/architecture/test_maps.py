"""The maps of the house lead somewhere: CONTRIBUTING's, docs/architecture.md, and the decisions."""

import re

import pytest

from tests.architecture.house import HOUSE, ROOT

MAPS = {"CONTRIBUTING.md": "## Where things are", "docs/architecture.md": "# The house"}
"""Pages that lead through the code, each with the heading that its map begins with."""


def _paths(text: str) -> list[str]:
    """What a map names in code type or as a link, where it is a path and not a word."""
    named = re.findall(r"`([\w./-]+)`", text) + re.findall(r"\]\(([\w./-]+)\)", text)
    return [name for name in named if "/" in name or name.endswith((".py", ".md", ".toml"))]


@pytest.mark.parametrize("name", MAPS)
def test_every_path_of_a_map_is_there(name: str) -> None:
    """From the root, from the package, or from the map itself."""
    page = ROOT / name
    paths = _paths(page.read_text(encoding="utf-8").partition(MAPS[name])[2])
    begins = (ROOT, ROOT / "storycircle", page.parent)
    assert len(paths) > 20
    assert [path for path in paths if not any((at / path).exists() for at in begins)] == []


def test_the_tree_has_a_line_for_every_folder() -> None:
    """docs/architecture.md names each folder of the package that holds files, and no other."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    tree = text.partition("## The tree")[2].partition("## Models")[0]
    assert set(re.findall(r"^\| `([\w/]+)` \|", tree, re.MULTILINE)) == set(
        filter(None, HOUSE.folders())
    )


def test_the_vocabulary_says_each_term_once() -> None:
    """One word, one thing: no term has two lines."""
    text = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+?) \| [^|]+ \| [^|]*\|$", text, re.MULTILINE)
    terms = [term for row in rows if row != "term" for term in row.split(", ")]
    assert len(terms) > 60
    assert [term for term in {*terms} if terms.count(term) > 1] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    """From 0001 on, each number once; a decision's title begins with its own."""
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [page.name[:5] for page in pages] == [f"{n:04}-" for n in range(1, len(pages) + 1)]
    for number, page in enumerate(pages, 1):
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. "), page.name
