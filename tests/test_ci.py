"""Of two rows of the CI's steps at once both are printed, and one that breaks off is counted."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
NIGHTLY = (ROOT / ".ci" / "nightly").read_text(encoding="utf-8")
FUNCTIONS = re.findall(r"^(?:step|beside)\(\) \{\n.*?^\}\n", RUN, re.MULTILINE | re.DOTALL)
HELD, BROKE = "true", "echo before; exit 3"


def rows(place: Path, first: str, second: str) -> tuple[int, str]:
    """The status of two rows as .ci/run has them, and what is printed."""
    script = ["set -euo pipefail", f"work={place}", *FUNCTIONS]
    script += [
        f"{name}() {{ step '{name} row' bash -c '{what}'; echo '{name} ended'; }}"
        for name, what in (("one", first), ("other", second))
    ]
    script += ["beside one other", "echo went on"]
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],  # noqa: S607
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_two_rows_that_hold_are_printed_one_after_the_other(tmp_path: Path) -> None:
    """The second ends first, and is printed last."""
    status, said = rows(tmp_path, "sleep 0.3", HELD)
    assert status == 0
    assert re.sub(r"\d+ s", "s", said).split("\n") == [
        *("== one row", "   s", "one ended", "== other row", "   s", "other ended", "went on", ""),
    ]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(("first", "second"), [(BROKE, HELD), (HELD, BROKE), (BROKE, BROKE)])
def test_a_row_that_breaks_off_ends_all_and_the_other_is_printed(
    first: str, second: str, tmp_path: Path
) -> None:
    """No step of a row is run after one that did not hold."""
    status, said = rows(tmp_path, first, second)
    assert status == 3
    assert "went on" not in said
    for name, what in (("one", first), ("other", second)):
        assert f"== {name} row" in said
        assert (f"{name} ended" in said) == (what == HELD)
    assert said.count("before") == (first, second).count(BROKE)


def test_every_row_of_steps_is_run() -> None:
    """A row that is written and given to nobody would be no step at all."""
    written = set(re.findall(r"^(\w+)\(\) \{", RUN, re.MULTILINE)) - {"step", "beside", "tree"}
    assert written == set(" ".join(re.findall(r"^beside (.+)$", RUN, re.MULTILINE)).split())


def test_the_bundle_is_built_and_run_before_each_push_and_by_night() -> None:
    """With what builds it, which the CI installs before anything runs."""
    assert "-r packaging/requirements.txt" in RUN
    assert ".ci/bundle" in RUN
    assert ".ci/bundle" in NIGHTLY
    steps = (ROOT / ".ci" / "bundle").read_text(encoding="utf-8")
    assert "python -m tools.bundle" in steps
    assert "python -m tests.bundle" in steps
