"""Names put right in every way that is listed: nobody who has spoken goes without a question."""

import pytest

from tests.corrections.__main__ import Correction, corrections, judged


def holds(count: int, seed: int) -> None:
    """Fails where somebody is lost, or one person's story stands under another's name."""
    outcome = judged(corrections(count, seed))
    assert [(one.ways, one.lines) for one in outcome.lost] == []
    assert [(one.ways, one.lines) for one in outcome.mixed] == []
    assert outcome.silent > outcome.asked > 0


def test_no_correction_loses_who_has_spoken() -> None:
    """Short forms, marriages, orders, letters mended, people who come and go: 120 lists."""
    holds(120, 17)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2007])
def test_nor_do_a_thousand(seed: int) -> None:
    """The same of a thousand lists."""
    holds(1_000, seed)


def test_the_figures_notice_who_is_lost_and_who_is_mixed_up() -> None:
    """A list that says of a line that it is another's is counted, and not as right."""
    some = list(corrections(24, 3))
    turned = [Correction(one.known, one.lines, one.truth[::-1], one.ways) for one in some]
    assert judged(iter(turned)).mixed
