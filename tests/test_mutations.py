"""The lines that `python -m tests.mutations` makes wrong are still the lines of the code."""

from pathlib import Path

import pytest

from tests.mutations import MUTATIONS, ROOT, Mutation, mutated


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: f"{m.file}: {m.line}")
def test_each_line_that_is_made_wrong_is_there_once(mutation: Mutation) -> None:
    """A change of the code must not leave one that changes nothing, nor tests that are gone."""
    file = ROOT / "storycircle" / mutation.file
    compile(mutated(mutation, file), file.name, "exec")
    for name in mutation.tests.split():
        path, _, test = name.partition("::")
        assert f"def {test}" in (ROOT / path).read_text(encoding="utf-8")


def test_no_mutation_is_there_twice() -> None:
    """Lines of store, merge, consent and turn code."""
    assert len({(m.file, m.line) for m in MUTATIONS}) == len(MUTATIONS) >= 86


def test_a_line_that_is_gone_is_noticed(tmp_path: Path) -> None:
    """Once the code reads otherwise, the list is to be mended."""
    file = tmp_path / "gone.py"
    file.write_text("x = 1\n")
    with pytest.raises(ValueError, match="stands there 0 times"):
        mutated(Mutation("gone.py", "y = 1", "y = 2", ""), file)
