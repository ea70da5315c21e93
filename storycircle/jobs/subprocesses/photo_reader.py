"""Reads the square codes in one photograph: a program of its own, run by photographs.py.

Pictures come from strangers, and the libraries that open them are large: so they are opened in a
process with bounds on memory, which is ended when it takes too long. The picture comes on
standard input; each code's bytes leave on standard output behind their length.
"""

import io
import sys
import warnings
from collections.abc import Iterator

import zxingcpp
from PIL import Image, ImageFilter, UnidentifiedImageError

MOST_PIXELS = 64_000_000
MOST_MEMORY = 4_000_000_000
MARK = b"SC1"
_LARGER = (1, 2, 3)
_MOST_ENLARGED = 80_000_000  # pixels: a large photograph needs no enlarging


def main() -> None:
    """Read a picture from standard input; say nothing where it is none."""
    _bound_memory()
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                sys.exit(2)
            picture = _on_white(opened)
    except (
        *(OSError, ValueError, SyntaxError, MemoryError, UnidentifiedImageError),
        *(Image.DecompressionBombError, Image.DecompressionBombWarning),
    ):
        sys.exit(2)
    for code in _codes(picture):
        sys.stdout.buffer.write(len(code).to_bytes(4) + code)


def _on_white(opened: Image.Image) -> Image.Image:
    """The picture in shades of grey; what is transparent in it is white."""
    if "A" in opened.getbands() or "transparency" in opened.info:
        rgba = opened.convert("RGBA")
        ground = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(ground, rgba).convert("L")
    return opened.convert("L")


def _codes(picture: Image.Image) -> list[bytes]:
    """The codes of ours in a picture: read plainly, then enlarged, then sharpened too."""
    found: dict[bytes, None] = {}
    squares = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for tried in _tries(picture):
        for read in zxingcpp.read_barcodes(tried, formats=squares):
            if read.bytes.startswith(MARK):
                found[bytes(read.bytes)] = None
        if found and _complete(found):
            break
    return list(found)


def _tries(picture: Image.Image) -> Iterator[Image.Image]:
    sizes = [n for n in _LARGER if n == 1 or picture.width * picture.height * n**2 < _MOST_ENLARGED]
    enlarged = []
    for times in sizes:
        size = picture.width * times, picture.height * times
        larger = picture if times == 1 else picture.resize(size, Image.Resampling.BICUBIC)
        enlarged.append(larger)
        yield larger
    for larger in enlarged:
        yield larger.filter(ImageFilter.UnsharpMask(radius=2, percent=200, threshold=0))


def _complete(found: dict[bytes, None]) -> bool:
    """Whether all parts of each code that was met are here: its name, part and count are bytes."""
    met: dict[bytes, set[int]] = {}
    wanted: dict[bytes, int] = {}
    for code in found:
        if len(code) > 8:
            met.setdefault(code[3:7], set()).add(code[7])
            wanted[code[3:7]] = code[8]
    return all(len(met[name]) == count for name, count in wanted.items())


def _bound_memory() -> None:
    try:
        import resource  # noqa: PLC0415 (not there on Windows)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
