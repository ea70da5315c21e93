"""Files that do not say how their letters are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycircle.core.names.letters import decoded

TEXT = "Circle,Name\n1,Siân Pugh\n2,Zoë Lee\n"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_unicode_is_sure(text: str) -> None:
    """With its mark or, as UTF-8, without."""
    assert decoded(text.encode("utf-8-sig")).text == text.lstrip("\ufeff")
    assert decoded(text.encode("utf-16")).text == text.lstrip("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8", "utf-32"])
def test_unicode_without_a_mark(encoding: str) -> None:
    """Excel's "Unicode text" lost its mark on the way, too."""
    found = decoded(TEXT.encode(encoding))
    assert (found.text, found.sure) == (TEXT, True)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_older_alphabets_are_read_and_not_sure(encoding: str) -> None:
    """What makes words of the letters is taken, and a person looks at it."""
    found = decoded(TEXT.encode(encoding))
    assert (found.text, found.sure) == (TEXT, False)


def test_polish_letters_of_older_programs() -> None:
    """From Central Europe, where the letters of cp1252 make no words."""
    assert decoded("Łukasz Żak\nMichał Świątek\n".encode("cp1250")).text.startswith("Łukasz Żak")
