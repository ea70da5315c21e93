"""Every word that a person sees goes through the catalogue, whole."""

from tests.architecture.messages import all_outside


def test_no_word_is_outside_of_the_catalogue() -> None:
    """What is not in the catalogue no translator is asked for, and no language has it."""
    assert all_outside() == {}
