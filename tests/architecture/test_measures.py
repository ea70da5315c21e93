"""The measures of the house see what they are there to see: each is tried on a package at fault."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import HOUSE, ROOT, House
from tests.architecture.measures import Measure, measures

CONTRACTS = """
[[tool.importlinter.contracts]]
name = "One over the other"
type = "layers"
containers = ["storycircle"]
layers = ["over | beside", "under"]
"""


def _measured(root: Path, files: dict[str, str]) -> dict[str, Measure]:
    """The measures of a package with these files, by what they count."""
    (root / "pyproject.toml").write_text(CONTRACTS, encoding="utf-8")
    for name, source in files.items():
        path = root / "storycircle" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return {measure.what: measure for measure in measures(House(root))}


@pytest.mark.parametrize(
    ("what", "files", "named"),
    [
        (
            "own classes in a chain",
            {"a.py": "class A: ...\nclass B(A): ...\nclass C(B): ...\n"},
            "C -> B -> A",
        ),
        ("files in the largest folder", {f"a/{n}.py": "" for n in range(16)}, "a"),
        (
            "arrows that run up",
            {"over/a.py": "", "under/b.py": "from storycircle.over import a\n"},
            "storycircle.under.b -> storycircle.over.a",
        ),
        (
            "arrows that run up",
            {"over/a.py": "", "beside/b.py": "def late():\n    import storycircle.over.a\n"},
            "storycircle.beside.b -> storycircle.over.a",
        ),
        (
            "import circles",
            {
                "a.py": "from storycircle import b\n",
                "b.py": "from storycircle.c import x\n",
                "c.py": "from storycircle.a import y\n",
                "d.py": "from storycircle import a\n",
            },
            "storycircle.a -> storycircle.b -> storycircle.c -> storycircle.a",
        ),
        (
            "files under 80 lines with one importer, beside them",
            {"a/one.py": "from storycircle.a import two\n", "a/two.py": ""},
            "a/two.py",
        ),
        ("lines of the longest class", {"a.py": "class A:" + "\n    x = 1" * 300}, "a.py A"),
        ("lines of the longest function", {"a.py": "def f():" + "\n    pass" * 50}, "a.py f"),
        (
            "file names used twice, but for roles",
            {"a/one.py": "", "b/one.py": "", "a/page.py": "", "b/page.py": ""},
            "a/one.py and b/one.py",
        ),
    ],
)
def test_a_measure_names_what_breaks_it(
    tmp_path: Path, what: str, files: dict[str, str], named: str
) -> None:
    measure = _measured(tmp_path, files)[what]
    assert measure.unexplained == (named,)
    assert not measure.holds


def test_a_house_in_order_is_measured_so(tmp_path: Path) -> None:
    """What just reaches a target holds: fifteen files, two classes in a chain, an arrow down."""
    found = _measured(
        tmp_path,
        {f"under/{n}.py": "" for n in range(15)}
        | {
            "over/a.py": "from storycircle.under import b\nclass A: ...\nclass B(A): ...\n",
            "under/14.py": "class C:" + "\n    x = 1" * 299 + "\ndef f():" + "\n    pass" * 49,
        },
    )
    assert [measure.what for measure in found.values() if not measure.holds] == []


@pytest.mark.slow
def test_the_table_is_printed_by_one_command() -> None:
    """It exits with 0 where every target holds, else with 1."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.architecture"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    rows = [measure.what for measure in measures(HOUSE)]
    rows += ["key P: files until it is on the disk", "key P: calls until it is on the disk"]
    assert [what for what in rows if what not in done.stdout] == []
    assert done.returncode == (1 if "does not hold" in done.stdout else 0), done.stderr
