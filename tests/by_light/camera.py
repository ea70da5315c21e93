"""A screen as a camera sees it: tilted, blurred, noisy, too dark, with moiré, and as JPEG.

No machine of the tests has a camera. What is drawn here is what one would hand to the app: frames
of a size, so many a second, each a mixture of what the screen showed while it was exposed.
"""

import io
import math
from collections.abc import Iterator, Sequence
from random import Random

from msgspec import Struct
from PIL import Image, ImageChops, ImageFilter

SIZES = ((1280, 720), (640, 480))
_QUIET = 4  # modules
_DOTS = 10  # of the drawn screen for a module
_SPARE = 6  # px around a frame, in which a hand shakes
_GROUND, _WALL = 255, 70


class Condition(Struct, frozen=True):
    """How one film is taken. tilts: in degrees, about three axes. part: of the frame's height that
    the code has. blur: px. noise, dark, moire: how much, of 1. quality: of the JPEG; 0 is none.
    lost: of the frames that never come. phase: seconds from the first code to the first frame.
    """

    size: tuple[int, int]
    rate: int
    tilts: tuple[float, float, float]
    part: float
    blur: float
    noise: float
    dark: float
    moire: float
    quality: int
    lost: float
    phase: float
    seed: int


def drawn(random: Random) -> Condition:
    """A condition by chance, from a good camera on a table to a poor one in a hand."""
    size = random.choice(SIZES)
    coarse = size[1] < 720
    return Condition(
        size,
        random.choice((15, 30)),
        (random.uniform(-15, 15), random.uniform(-15, 15), random.uniform(-15, 15)),
        random.uniform(0.86, 0.97) if coarse else random.uniform(0.7, 0.95),
        random.uniform(0.2, 0.9 if coarse else 1.4),
        random.uniform(0, 0.15),
        random.uniform(0.25, 1),
        random.choice((0, random.uniform(0, 0.25))),
        random.choice((0, random.randint(35, 90))),
        random.uniform(0, 0.3),
        random.uniform(0, 4),
        random.getrandbits(32),
    )


class Camera:
    """Films a screen in one condition. symbols: what the screen shows, one after another, each so
    many seconds long.
    """

    def __init__(
        self, condition: Condition, symbols: Sequence[Sequence[bytes]], seconds: float
    ) -> None:
        self._as = condition
        self._symbols, self._seconds = symbols, seconds
        self._random = Random(condition.seed)
        self._seen: dict[int, Image.Image] = {}
        self._noise = [self._grain() for _ in range(4 if condition.noise else 0)]
        self._stripes = self._moire() if condition.moire else None

    def frames(self, most: float) -> Iterator[tuple[float, Image.Image]]:
        """The frames of so many seconds, each with its time from the first; some are lost."""
        for number in range(int(most * self._as.rate)):
            at = number / self._as.rate
            if self._random.random() >= self._as.lost:
                yield at, self._frame(self._as.phase + at)

    def _frame(self, at: float) -> Image.Image:
        """What was exposed up to a moment: of two codes something, where one took the place of the
        other meanwhile.
        """
        exposed = 0.7 / self._as.rate
        first, last = int((at - exposed) / self._seconds), int(at / self._seconds)
        picture = self._screen(last)
        if first != last and at >= exposed:
            part = (at - last * self._seconds) / exposed
            picture = Image.blend(self._screen(first), picture, part)
        wide, high = self._as.size
        x, y = self._random.randint(0, _SPARE), self._random.randint(0, _SPARE)
        picture = picture.crop((x, y, x + wide, y + high))
        if self._stripes is not None:
            shift = self._random.randint(0, 40)
            picture = ImageChops.multiply(picture, ImageChops.offset(self._stripes, shift, shift))
        if self._noise:
            grain = ImageChops.offset(self._random.choice(self._noise), x * 37, y * 53)
            picture = ImageChops.add(picture, grain, 1, -128)
        return self._packed(picture) if self._as.quality else picture

    def _packed(self, picture: Image.Image) -> Image.Image:
        """As a camera that sends JPEG packs it."""
        kept = io.BytesIO()
        picture.save(kept, "JPEG", quality=self._as.quality)
        return Image.open(kept).convert("L")

    def _screen(self, number: int) -> Image.Image:
        """The screen as it shows one code: seen from aside, out of focus, and darker than it is."""
        which = number % len(self._symbols)
        if which not in self._seen:
            flat = _flat(self._symbols[which])
            wide, high = self._as.size[0] + _SPARE, self._as.size[1] + _SPARE
            seen = flat.transform(
                (wide, high),
                Image.Transform.PERSPECTIVE,
                _lens(self._as, flat.width, (wide, high)),
                Image.Resampling.BICUBIC,
                fillcolor=_WALL,
            )
            seen = seen.filter(ImageFilter.GaussianBlur(self._as.blur))
            dark = self._as.dark
            self._seen[which] = seen.point([round(8 + value * dark * 0.95) for value in range(256)])
        return self._seen[which]

    def _grain(self) -> Image.Image:
        wide, high = self._as.size
        grain = Image.frombytes("L", (wide, high), self._random.randbytes(wide * high))
        least = 128 * (1 - self._as.noise)
        return grain.point([round(least + value * self._as.noise) for value in range(256)])

    def _moire(self) -> Image.Image:
        """Stripes where the dots of the screen and those of the camera beat."""
        wide, high = self._as.size
        period = self._random.uniform(5, 60)
        across = 2 * max(wide, high)
        row = bytes(
            round(255 * (1 - self._as.moire * (0.5 + 0.5 * math.sin(x * math.tau / period))))
            for x in range(across)
        )
        stripes = Image.frombytes("L", (across, 1), row).resize((across, across))
        turned = stripes.rotate(self._random.uniform(0, 180))
        left, top = (across - wide) // 2, (across - high) // 2
        return turned.crop((left, top, left + wide, top + high))


def _flat(symbol: Sequence[bytes]) -> Image.Image:
    """The screen from straight ahead: a code with its quiet zone, and the white around it."""
    size = len(symbol)
    code = Image.frombytes("L", (size, size), b"".join(symbol)).point([255] + [0] * 255)
    side = (size + 2 * _QUIET) * _DOTS
    ground = Image.new("L", (side, side), _GROUND)
    ground.paste(code.resize((size * _DOTS, size * _DOTS), Image.Resampling.NEAREST), (40, 40))
    return ground


_Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]


def _lens(condition: Condition, side: int, size: tuple[int, int]) -> tuple[float, ...]:
    """Where in the flat picture each dot of the frame is, as Pillow takes it: eight numbers."""
    a, b, c = (math.radians(tilt) for tilt in condition.tilts)
    turned = _times(
        ((math.cos(c), -math.sin(c), 0), (math.sin(c), math.cos(c), 0), (0, 0, 1)),
        _times(
            ((math.cos(b), 0, math.sin(b)), (0, 1, 0), (-math.sin(b), 0, math.cos(b))),
            ((1, 0, 0), (0, math.cos(a), -math.sin(a)), (0, math.sin(a), math.cos(a))),
        ),
    )
    # A corner that is turned in the picture's own plane needs room: the code is held within it.
    wide = abs(math.cos(c)) + abs(math.sin(c))
    focal = 1.2 * max(size)
    scale = condition.part * min(condition.size) / wide / side
    far = focal / scale
    half = side / 2
    columns = (
        (turned[0][0], turned[0][1], -half * (turned[0][0] + turned[0][1])),
        (turned[1][0], turned[1][1], -half * (turned[1][0] + turned[1][1])),
        (turned[2][0], turned[2][1], far - half * (turned[2][0] + turned[2][1])),
    )
    seen = _times(((focal, 0, size[0] / 2), (0, focal, size[1] / 2), (0, 0, 1)), columns)
    back = _inverse(seen)
    numbers = [value / back[2][2] for row in back for value in row]
    return tuple(numbers[:8])


def _times(a: _Matrix, b: _Matrix) -> _Matrix:
    rows = [[sum(a[i][k] * b[k][j] for k in range(3)) for j in range(3)] for i in range(3)]
    return tuple(tuple(row) for row in rows)  # type: ignore[return-value]


def _inverse(m: _Matrix) -> _Matrix:
    (a, b, c), (d, e, f), (g, h, i) = m
    whole = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    return (
        ((e * i - f * h) / whole, (c * h - b * i) / whole, (b * f - c * e) / whole),
        ((f * g - d * i) / whole, (a * i - c * g) / whole, (c * d - a * f) / whole),
        ((d * h - e * g) / whole, (b * g - a * h) / whole, (a * e - b * d) / whole),
    )
