"""The circle file inside a sheet's PDF.

Strangers' PDFs have hung readers, so the reading is done in a process of its own, which is
ended when it takes too long.
"""

import subprocess
import sys

from storycircle.core.errors import Refused

PDF = b"%PDF-"
_SECONDS = 20
_MOST = 64_000_000  # bytes of an attachment

_READER = """
import io, logging, sys
logging.disable(logging.CRITICAL)
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
except ImportError:
    pass
from pypdf import PdfReader
from pypdf.errors import PyPdfError
try:
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    found = [data for name, files in reader.attachments.items()
             if name.lower().endswith(".circle") for data in files]
except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError):
    found = []
if len(found) == 1 and len(found[0]) <= int(sys.argv[1]):
    sys.stdout.buffer.write(found[0])
"""


def circle_file_in(pdf: bytes, name: str) -> bytes:
    """The one circle file attached to a PDF. Raises Refused where there is none, or too slow."""
    try:
        read = subprocess.run(  # noqa: S603 (our own interpreter, our own words)
            [sys.executable, "-I", "-c", _READER, str(_MOST)],
            input=pdf,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused("damaged-file", name=name) from None
    if not read.stdout:
        raise Refused("sheet-without-data", name=name)
    return read.stdout
