"""The square codes of ours in a picture, for the readers of photographs and of PDFs."""

from collections.abc import Iterable, Iterator

from PIL import Image, ImageFilter

from storycircle.launcher import find_runtime

MARKS = (b"SC1", b"SL1")
_LARGER = (1, 2, 3)
_MOST_ENLARGED = 80_000_000  # pixels: a large photograph needs no enlarging


def codes_in(pictures: Iterable[Image.Image]) -> list[bytes]:
    """The codes of ours in pictures of one thing, which are tried until all parts are there."""
    find_runtime()
    import zxingcpp  # noqa: PLC0415 (it has to be found first)

    found: dict[bytes, None] = {}
    squares = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for tried in pictures:
        for read in zxingcpp.read_barcodes(tried, formats=squares):
            if read.bytes.startswith(MARKS):
                found[bytes(read.bytes)] = None
        if found and _complete(found):
            break
    return list(found)


def tries(picture: Image.Image) -> Iterator[Image.Image]:
    """A picture plainly, then enlarged, then sharpened too."""
    sizes = [n for n in _LARGER if n == 1 or picture.width * picture.height * n**2 < _MOST_ENLARGED]
    enlarged = []
    for times in sizes:
        size = picture.width * times, picture.height * times
        larger = picture if times == 1 else picture.resize(size, Image.Resampling.BICUBIC)
        enlarged.append(larger)
        yield larger
    for larger in enlarged:
        yield sharpened(larger)


def sharpened(picture: Image.Image) -> Image.Image:
    """A picture with clearer edges."""
    return picture.filter(ImageFilter.UnsharpMask(radius=2, percent=200, threshold=0))


def _complete(found: dict[bytes, None]) -> bool:
    """Whether all parts of each code that was met are here: its name, part and count are bytes. Of
    what a screen shows one after another a picture has one.
    """
    met: dict[bytes, set[int]] = {}
    wanted: dict[bytes, int] = {}
    for code in found:
        if len(code) > 8 and code.startswith(MARKS[0]):
            met.setdefault(code[:7], set()).add(code[7])
            wanted[code[:7]] = code[8]
    return all(len(met[name]) == count for name, count in wanted.items())
