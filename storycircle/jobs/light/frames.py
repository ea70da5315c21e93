"""The square codes in one frame of a camera, which has been nowhere but in memory."""

from storycircle.core.formats.sheet_code import LIGHT, PAPER
from storycircle.launcher import find_runtime


def codes_in_frame(light: memoryview, width: int, height: int) -> list[bytes]:
    """Our codes in a frame, whichever way up and mirrored too. light: how bright each dot is, a
    byte each, row by row. Other threads run meanwhile.
    """
    find_runtime()
    import zxingcpp  # noqa: PLC0415 (only where a camera is read, and once it is found)

    rows = light.cast("B", (height, width))
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(rows, formats=wanted, try_invert=False)
    return [bytes(one.bytes) for one in found if one.bytes.startswith((PAPER, LIGHT))]
