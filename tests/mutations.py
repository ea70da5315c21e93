"""Twenty lines of store, merge and turn code, each made wrong on purpose, to see that tests fail.

python -m tests.mutations [NUMBER ...] copies the project for each, changes one line there, and
runs the tests of that part. It exits 1 where a change was not seen.
"""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
STORE, CORE = "tests/store tests/jobs/test_gathering.py", "tests/core"


@dataclass(frozen=True)
class Mutation:
    """A line of a file, as it is and as it is made; `tests` are those that must see it."""

    file: str
    line: str
    made: str
    tests: str


MUTATIONS = (
    Mutation("store/opening.py", "synchronous = FULL", "synchronous = NORMAL", STORE),
    Mutation("store/opening.py", "secure_delete = ON", "secure_delete = OFF", STORE),
    Mutation("store/opening.py", "version > schema.LIBRARY_VERSION", "version < 0", STORE),
    Mutation("store/tables.py", 'if row["digest"] != digest(kind', "if None == digest(kind", STORE),
    Mutation(
        "store/checking.py", 'return pages == ["ok"] and records', 'return pages == ["ok"]', STORE
    ),
    Mutation("store/backups.py", "if place >= MOST - 1 or", "if place >= MOST or", STORE),
    Mutation("store/backups.py", "if not is_sound(copy):", "if is_sound(copy) is None:", STORE),
    Mutation("store/replacing.py", "locking_mode = EXCLUSIVE", "locking_mode = NORMAL", STORE),
    Mutation("store/lock.py", "fcntl.LOCK_EX | fcntl.LOCK_NB", "fcntl.LOCK_SH", STORE),
    Mutation("store/disk.py", "temporary.replace(path)", "path.write_bytes(b'')", STORE),
    Mutation("store/withdrawing.py", "known.get(id_, 0) + 1}", "known.get(id_, 0)}", STORE),
    Mutation(
        "store/merge.py", "version = bumped(version, device)", "version = dict(version)", STORE
    ),
    Mutation("store/open_library.py", "if there == self._file:", "if True:", STORE),
    Mutation("core/merging.py", "if order is Order.OLDER:", "if order is Order.NEWER:", CORE),
    Mutation("core/merging.py", "if ours.removed != theirs.removed:", "if False:", CORE),
    Mutation("core/versions.py", "if ahead and behind:", "if ahead and not behind:", CORE),
    Mutation("core/versions.py", "device: max(ours.get", "device: min(ours.get", CORE),
    Mutation("core/turns.py", "if not self.to_come[1:]:", "if self.to_come[1:]:", CORE),
    Mutation("core/turns.py", "if current in self.asked_again:", "if not self.asked_again:", CORE),
    Mutation(
        "core/turns.py",
        "return replace(self, used=self.elapsed(now), since=None, quiet_since=now)",
        "return replace(self, since=None, quiet_since=now)",
        CORE,
    ),
)


def main() -> int:
    """One row a mutation."""
    wanted = [int(word) for word in sys.argv[1:]] or range(1, len(MUTATIONS) + 1)
    missed = 0
    for number in wanted:
        mutation = MUTATIONS[number - 1]
        seen = _is_seen(mutation)
        missed += not seen
        word = "seen" if seen else "MISSED"
        sys.stdout.write(f"{number:2} {word:6} {mutation.file:24} {mutation.line}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(wanted) - missed} of {len(wanted)} seen\n")
    return 1 if missed else 0


def _is_seen(mutation: Mutation) -> bool:
    """Whether a test fails for it. The line must stand in the file exactly once."""
    with TemporaryDirectory(prefix="mutation-") as made:
        copy = Path(made)
        for name in ("storycircle", "tests", "resources"):
            shutil.copytree(
                ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
            )
        for name in ("pyproject.toml", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, copy / name)
        file = copy / "storycircle" / mutation.file
        text = file.read_text(encoding="utf-8")
        if text.count(mutation.line) != 1:
            raise SystemExit(f"{mutation.file}: {mutation.line!r} stands there not once")
        file.write_text(text.replace(mutation.line, mutation.made), encoding="utf-8")
        words = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "2", *mutation.tests.split()]
        done = subprocess.run(words, cwd=copy, capture_output=True, check=False)
        return done.returncode != 0 and b"FAILED tests" in done.stdout


if __name__ == "__main__":
    sys.exit(main())
