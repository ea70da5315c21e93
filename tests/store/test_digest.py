"""The digest of a record is a contract between laptops: it stands in every file that ever left."""

import json
import sys
from hashlib import sha256

from hypothesis import example, given
from hypothesis import strategies as st

from storycircle.store.rows import digest
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
