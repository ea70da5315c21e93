"""The one sound is ours, and is what its script makes."""

import runpy
import wave
from pathlib import Path

from storycircle import resources

SCRIPT = Path(__file__).parent.parent.parent / "resources" / "sounds" / "make_chime.py"


def test_the_chime_is_what_its_script_makes() -> None:
    """Byte for byte: nobody has to trust a file whose origin cannot be read."""
    assert resources.chime().read_bytes() == runpy.run_path(str(SCRIPT))["chime"]()


def test_the_chime_startles_nobody() -> None:
    """It is short, well under full scale, and begins and ends in silence."""
    with wave.open(str(resources.chime())) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 44_100)
        count = file.getnframes()
        data = file.readframes(count)
    sound = [int.from_bytes(data[i : i + 2], "little", signed=True) for i in range(0, len(data), 2)]
    assert 1.5 <= count / 44_100 <= 1.7
    assert max(map(abs, sound)) < 0.35 * 32_767
    assert max(map(abs, sound[:441])) < 0.05 * 32_767
    assert abs(sound[-1]) < 5
