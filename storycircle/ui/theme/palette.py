"""The colours of the app, by token. Hex strings, so that this file needs no Qt."""

from functools import lru_cache

from msgspec import Struct


class Palette(Struct, frozen=True):
    """One set of colours. Ember is whose turn it is, teal is structure and what is done."""

    paper: str
    surface: str
    sunk: str
    line: str
    edge: str
    ink: str
    ink_2: str
    teal: str
    teal_soft: str
    ember: str
    ember_ink: str
    ember_soft: str
    on: str
    warn: str
    warn_soft: str
    dark: bool
    high_contrast: bool


LIGHT = Palette(
    paper="#FAF6EF",
    surface="#FFFDFA",
    sunk="#F2ECE1",
    line="#E0D6C6",
    edge="#857A6B",
    ink="#24211D",
    ink_2="#655C50",
    teal="#1D5B55",
    teal_soft="#DDEBE6",
    ember="#BC4B17",
    ember_ink="#A03C0C",
    ember_soft="#FAE5D5",
    on="#FFFDFA",
    warn="#8A5A00",
    warn_soft="#F8EBCB",
    dark=False,
    high_contrast=False,
)

DARK = Palette(
    paper="#1E1C1A",
    surface="#282522",
    sunk="#171513",
    line="#3F3A34",
    edge="#8E8477",  # the design’s #857B6E has 2.7 on teal-soft, where a chosen chip has an edge
    ink="#F4EEE4",
    ink_2="#B8AEA0",
    teal="#86C7BC",
    teal_soft="#24403C",
    ember="#F08A4B",
    ember_ink="#F08A4B",
    ember_soft="#4A2E1E",
    on="#1E1C1A",
    warn="#E7C06A",
    warn_soft="#43361B",
    dark=True,
    high_contrast=False,
)

CONTRAST_LIGHT = Palette(
    paper="#FFFFFF",
    surface="#FFFFFF",
    sunk="#FFFFFF",
    line="#000000",
    edge="#000000",
    ink="#000000",
    ink_2="#1F1C18",
    teal="#003F3A",
    teal_soft="#FFFFFF",
    ember="#8A2B00",
    ember_ink="#8A2B00",
    ember_soft="#FFFFFF",
    on="#FFFFFF",
    warn="#5C3B00",
    warn_soft="#FFFFFF",
    dark=False,
    high_contrast=True,
)

CONTRAST_DARK = Palette(
    paper="#000000",
    surface="#000000",
    sunk="#000000",
    line="#FFFFFF",
    edge="#FFFFFF",
    ink="#FFFFFF",
    ink_2="#F0EBE2",
    teal="#9FE6DA",
    teal_soft="#000000",
    ember="#FFA467",
    ember_ink="#FFA467",
    ember_soft="#000000",
    on="#000000",
    warn="#FFD778",
    warn_soft="#000000",
    dark=True,
    high_contrast=True,
)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def blend(colour: str, towards: str, share: float) -> str:
    """A colour moved towards another: share 0 is the first, 1 the second."""
    pairs = zip(_channels(colour), _channels(towards), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


@lru_cache(4096)
def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 measures it, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
