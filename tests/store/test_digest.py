"""The digest of a record is a contract between laptops: it stands in every file that ever left.
That of a saved state is one with every library that was kept.
"""

import json
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from hashlib import sha256

from hypothesis import example, given
from hypothesis import strategies as st

from storycircle.core.turns.queue import new_round
from storycircle.core.turns.schedule import Stage, StageClocks, plan_for
from storycircle.store.rows import digest
from storycircle.store.saved_state import SavedState, read_saved_state, write_saved_state
from storycircle.store.schema import RECORDS

EVERY_LETTER = "".join(map(chr, range(0xD800))) + "".join(
    map(chr, range(0xE000, sys.maxunicode + 1))
)
Texts = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ['"', "\\", "/", "\x00\x1f\x7f\x85\u2028\ufeff", '["a": 1, {"b": [], "c"}]', " , : "]
)
Fields = st.dictionaries(Texts, Texts | st.integers(-(2**63), 2**63 - 1))
Versions = st.dictionaries(Texts, st.integers(0, 2**63 - 1))


@given(Texts, Texts, Fields, Versions)
@example("story", "s", {"points": EVERY_LETTER}, {"d": 1})
def test_a_digest_is_over_the_bytes_that_json_writes(
    kind: str, id_: str, fields: dict[str, object], version: dict[str, int]
) -> None:
    """Whatever writes them: as Python's own json does, letters as they are."""
    parts = [kind, id_, sorted(fields.items()), sorted(version.items())]
    written = json.dumps(parts, ensure_ascii=False).encode()
    assert digest(kind, id_, fields, version) == sha256(written).hexdigest()


def test_a_digest_is_what_it_ever_was() -> None:
    """That of one record, as it was made when the first files were."""
    fields = {"title": "Öffentlich “so”", "points": "one\n\ttwo\x0b", "place": 3}
    made = digest("story", "s-1", fields, {"laptop-b": 2, "laptop-a": 11})
    assert made == "61be2b2141dfefcbef179a26b61ad9bf08c395974aacb87f64bb5fb584a577f2"


def test_a_record_has_texts_and_whole_numbers_alone() -> None:
    """Fractions would be written in another way than json does."""
    assert {kind for columns in RECORDS.values() for kind in columns.values()} == {str, int}


Seconds = st.floats(0, 1e300) | st.floats(1e-6, 1e-3) | st.floats(1e14, 1e18) | st.integers(0, 9)


@given(st.lists(Seconds, min_size=6, max_size=6), Seconds)
@example([1e-5] * 6, 1e-5)
@example([1e16] * 6, 1e16)
@example([9.5e-5, 1e-4, 0, 0.1, 1e15 - 0.125, 1e15], 600)
def test_the_digest_of_a_saved_state_is_over_the_bytes_that_json_writes(
    used: list[float], budget: float
) -> None:
    """However small or large a fraction is; and it is read as it was written."""
    at = datetime(2007, 6, 14, 11, 16, 0, 250_000)  # noqa: DTZ001 (the room's own time)
    clocks = StageClocks(dict(zip(Stage, used, strict=True)))
    round_ = new_round(("m", "ñ"), budget)
    saved = SavedState(Stage.STORIES, round_, plan_for(None, at), at, clocks, Stage.DIALOGUE)
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.row_factory = sqlite3.Row
        columns = "circle PRIMARY KEY, stage, round, plan, at, clocks"
        conn.execute(f"CREATE TABLE saved_state ({columns})")
        write_saved_state(conn, "c", saved)
        row = conn.execute("SELECT * FROM saved_state").fetchone()
        assert read_saved_state(conn, "c") == saved
    kept = json.loads(row["clocks"])
    made = kept.pop("sum")
    values = [*(row[name] for name in ("circle", "stage", "round", "plan", "at")), kept]
    assert made == sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
