"""Reads the square codes in one photograph: a program of its own, run by photographs.py.

Pictures come from strangers, and the libraries that open them are large: so they are opened in a
process with bounds on memory, which is ended when it takes too long. A scan may have several pages.
"""

import io
import sys
import warnings
from collections.abc import Iterator

import pi_heif
from PIL import Image, ImageSequence, TiffImagePlugin, UnidentifiedImageError

from storycircle.jobs.subprocesses.reader_output import tell
from storycircle.jobs.subprocesses.square_codes import codes_in, tries

MOST_MEMORY = 4_000_000_000
_FORMATS = ("PNG", "JPEG", "HEIF", "AVIF", "WEBP", "TIFF", "GIF", "BMP")
"""What phones, scanners and messengers make, of which all but TIFF has one picture here."""
_UNREADABLE = (
    *(OSError, ValueError, SyntaxError, MemoryError, RuntimeError, EOFError, TypeError),
    *(UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning),
)


def main(most_pixels: int, most_pages: int) -> None:
    """Tell the codes of a picture, or that it is none."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = most_pixels
    pi_heif.register_heif_opener(thumbnails=False)
    told: set[bytes] = set()
    try:
        with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=_FORMATS) as opened:
            for page in _pages(opened, most_pages):
                if page.width * page.height > most_pixels:
                    tell(refused="not-a-picture")
                    continue
                for code in codes_in(tries(_on_white(page))):
                    if code not in told:
                        tell(code, code=True)
                    told.add(code)
    except _UNREADABLE:
        tell(refused="not-a-picture")
    tell(end=True)


def _pages(opened: Image.Image, most: int) -> Iterator[Image.Image]:
    if not isinstance(opened, TiffImagePlugin.TiffImageFile):
        yield opened
        return
    for at, page in enumerate(ImageSequence.Iterator(opened)):
        if at == most:
            return
        yield page


def _on_white(opened: Image.Image) -> Image.Image:
    """The picture in shades of grey; what is transparent in it is white."""
    if "A" in opened.getbands() or "transparency" in opened.info:
        rgba = opened.convert("RGBA")
        ground = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(ground, rgba).convert("L")
    return opened.convert("L")
