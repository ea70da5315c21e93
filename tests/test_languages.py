"""The catalogues are those of today's code, and have the fields of their English."""

import pytest

from tools import languages


@pytest.mark.parametrize("code", languages.codes())
def test_a_catalogue_is_up_to_date(code: str) -> None:
    """Else: python -m tools.languages extract, translate, python -m tools.languages compile."""
    assert [line for line in languages.wrong(code) if "not translated" not in line] == []
