"""Makes chime.wav, the one sound of Story Circle, beside itself: python make_chime.py.

A small bell, far away: five sine partials of a soft C, each dying away faster the higher it is.
It swells for 60 ms, so that nobody is startled, and its peak is at 0.3 of full scale.
"""

import array
import io
import math
import sys
import wave
from pathlib import Path

RATE = 44_100
SECONDS = 1.6
PEAK = 0.3
ATTACK = 0.06
RELEASE = 0.25  # seconds at the end in which the last of it goes to nothing
FUNDAMENTAL = 523.25  # Hz
PARTIALS = (  # pitch over the fundamental, loudness, seconds to fall to 37 %
    (0.5, 0.25, 0.60),
    (1.0, 1.00, 0.45),
    (2.0, 0.35, 0.28),
    (2.76, 0.16, 0.16),
    (5.4, 0.05, 0.08),
)


def samples() -> list[float]:
    """The sound, its loudest sample at PEAK."""
    raw = [_swell(at / RATE) * _bell(at / RATE) for at in range(round(RATE * SECONDS))]
    loudest = max(abs(sample) for sample in raw)
    return [PEAK * sample / loudest for sample in raw]


def _bell(at: float) -> float:
    return sum(
        loud * math.exp(-at / fall) * math.sin(2 * math.pi * FUNDAMENTAL * pitch * at)
        for pitch, loud, fall in PARTIALS
    )


def _swell(at: float) -> float:
    """From nothing to whole and, at the end, back to nothing, along half a cosine."""
    part = min(1.0, at / ATTACK, (SECONDS - at) / RELEASE)
    return (1 - math.cos(math.pi * part)) / 2


def chime() -> bytes:
    """The file: WAV, one channel, 16 bits, 44.1 kHz."""
    data = array.array("h", (round(32_767 * sample) for sample in samples()))
    if sys.byteorder == "big":
        data.byteswap()
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(data.tobytes())
    return held.getvalue()


if __name__ == "__main__":
    Path(__file__).with_name("chime.wav").write_bytes(chime())
